/** An event pattern that is refused: `path` says where, `problem` what is wrong, `remedy` what to write instead. */
export class EventPatternError extends Error {
  override readonly name = 'EventPatternError';

  constructor(
    readonly path: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`Event pattern refused at ${path}: ${problem}. ${remedy}.`);
  }
}

/** The path of the pattern itself. */
export const ROOT = '$';

/** The JSON path of a field below another path: `$.detail["detail-type"]`. */
export function fieldPath(parent: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}

/** The JSON path of an array element below another path: `$.detail.amount[0]`. */
export function itemPath(parent: string, index: number): string {
  return `${parent}[${index}]`;
}
