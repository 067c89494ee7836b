# syntax=docker/dockerfile:1
# countersign in a container: a mock of the document that is mounted to /work, or any other command.
#   docker build -t countersign .
#   docker run --rm -p 4600:4600 -v "$PWD:/work:ro" countersign
FROM node:22-alpine AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-alpine AS install
COPY --from=build /tmp/countersign-*.tgz /tmp/
RUN npm install --global --prefix /opt/countersign --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund \
    /tmp/countersign-*.tgz

FROM node:22-alpine
COPY --from=install /opt/countersign /opt/countersign
ENV PATH=/opt/countersign/bin:$PATH
USER node
WORKDIR /work
EXPOSE 4600
# The mock's own page. Other commands end by themselves, before the first check.
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4600/__countersign/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["countersign"]
CMD ["mock", "asyncapi.yaml", "--host", "0.0.0.0"]
