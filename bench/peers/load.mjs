// The same document through Countersign, without its cache: read, judged by the parser, compiled.
const [, , file, index] = process.argv;
const { loadContract } = await import(index);
await loadContract(file, { cache: false });
