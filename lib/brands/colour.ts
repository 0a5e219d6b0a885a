/** The grounds that text in colour stands on, as the layout of mails has them. */
const light = '#ffffff';
const dark = '#1c1e22';

/** What WCAG 2.2 asks of text (level AA). */
const leastContrast = 4.5;

/** How far a step of a colour goes towards white, of 100. */
const stepPercent = 4;

export function isReadableOnLight(colour: string): boolean {
  return contrast(colour, light) >= leastContrast;
}

export function isReadableOnDark(colour: string): boolean {
  return contrast(colour, dark) >= leastContrast;
}

/** The same colour, so much lighter that it can be read on a dark ground. */
export function lightened(colour: string): string {
  for (let percent = 0; percent < 100; percent += stepPercent) {
    const lighter = mixed(colour, percent);
    if (isReadableOnDark(lighter)) return lighter;
  }
  return light;
}

function mixed(colour: string, percentWhite: number): string {
  const channels = channelsOf(colour).map((channel) => Math.round(channel + ((255 - channel) * percentWhite) / 100));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** By WCAG: from 1, the same colour, to 21, black on white. */
function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
