/** What somebody needs who wants to practise, in place of a demo. */
export function practiceScreen(console: string): string {
  return `
Nothing is published here. The room to practise in, as Amir or as Ada:
  ${new URL('practice', console).href}

Choose a story there. Its customer reports or calls, reads what is written to
them, and answers. You work at the console; when you end a story, you read what
it came to. Ctrl-C stops it all.`;
}
