/** One value of a failure type or a kind of part, written `name=value` in a comma-separated list. */
export interface ContextSetting {
  readonly type: string;
  readonly value: string;
}

/** JSON as a value. Undefined where it is not valid JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The command line passes JSON as text. What is none is refused by what it is read with. */
export function fromText(given: unknown): unknown {
  return typeof given === 'string' ? (parsedJson(given) ?? given) : given;
}

export function partsOf(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}

export function settingsIn(list: string): ContextSetting[] {
  return list.split(',').map((setting) => {
    const [type = '', ...value] = setting.split('=');
    return { type: type.trim(), value: value.join('=').trim() };
  });
}

/** A failure type as one of its sources publishes it: `Type@source`, or just `Type` where it has one. */
export function sourcedType(name: string): { readonly type: string; readonly source: string | undefined } {
  const [type = '', source] = name.split('@');
  return { type, source };
}

/** A source, what all that it publishes counts as, and how often it is expected: `source:reported:answers:6h`. */
export function sourceWithOptions(value: string): {
  readonly source: string;
  readonly evidence: 'detected' | 'reported' | undefined;
  readonly answersOthers: boolean;
  readonly expectedEveryHours: number | undefined;
} {
  const [source = '', ...options] = value.split(':');
  const hours = options.find((option) => /^\d+h$/.test(option));
  return {
    source,
    evidence: options.find((option) => option === 'detected' || option === 'reported'),
    answersOthers: options.includes('answers'),
    expectedEveryHours: hours === undefined ? undefined : Number.parseInt(hours, 10),
  };
}
