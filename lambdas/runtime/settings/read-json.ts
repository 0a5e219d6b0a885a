import * as z from 'zod/mini';

/** The value of a variable that holds JSON. */
export function readJson(json: string, problems: z.core.ParsePayload): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return addIssue(json, 'is not valid JSON', problems);
  }
}

/** What is wrong with a variable, in our words. */
export function addIssue(input: string, message: string, { issues }: z.core.ParsePayload): never {
  issues.push({ code: 'custom', message, input });
  return z.NEVER;
}
