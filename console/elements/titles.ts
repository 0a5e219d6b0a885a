/** A name of the code as a title: `VideoPlaybackFailed` is `Video playback failed`. */
export function titleOf(name: string): string {
  const spaced = name.replaceAll('-', ' ').replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
