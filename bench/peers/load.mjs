// The same document through Countersign, without its cache: read, judged by the parser, compiled.
const [, , file, loader] = process.argv;
const { loadContract } = await import(loader);
await loadContract(file, { cache: false });
