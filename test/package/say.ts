const began = Date.now();

/** Says what is being tried, and when. */
export function say(what: string): void {
  console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}
