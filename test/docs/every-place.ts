/** A document whose credentials travel in every place there is, with a subprotocol, a header and an address parameter. */
export const EVERY_PLACE = `
asyncapi: 3.0.0
info: { title: Every place, version: '1' }
servers:
  dev:
    host: localhost:8000
    protocol: ws
    security:
      - { $ref: '#/components/securitySchemes/session' }
    x-countersign: { origins: ['http://localhost:3000'], missingOrigin: reject }
channels:
  room:
    address: /rooms/{room}
    parameters: { room: { enum: [it's "quoted" 100%, b] } }
    x-countersign: { subprotocols: { supported: [v2.chat, v1.chat], required: true } }
    bindings:
      ws:
        query: { type: object, required: [lang], properties: { lang: { type: string, examples: ["d'Oc & \\"é\\" \${x}"] } } }
        headers: { type: object, required: [X-Client], properties: { X-Client: { type: string, examples: [docs] } } }
    messages:
      say:
        payload: { type: object, required: [type, text], properties: { type: { const: say }, text: { type: string }, on: { type: boolean }, none: {} } }
        examples: [{ payload: { type: say, text: "it's \\\\ \\"quoted\\" </script> \${x} \\u2028 é", on: true, none: null } }]
      said: { payload: { type: object, required: [type], properties: { type: { const: said } } } }
operations:
  saying:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages: [{ $ref: '#/channels/room/messages/say' }]
    security:
      - { $ref: '#/components/securitySchemes/bearer' }
    reply: { messages: [{ $ref: '#/channels/room/messages/said' }] }
components:
  securitySchemes:
    session: { type: httpApiKey, in: cookie, name: sid }
    bearer: { type: http, scheme: bearer }
`;
