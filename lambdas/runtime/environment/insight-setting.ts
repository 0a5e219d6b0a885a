import * as z from 'zod/mini';
import { text } from '../settings/text';

/** Where questions are asked, and where the keys of pseudonyms are. Missing where insight is off. */
export const insightSettingShape = {
  INSIGHT_KEYS_TABLE_NAME: z.optional(text),
  /** The database with the table of all lines. */
  INSIGHT_DATABASE: z.optional(text),
  /** The workgroup of Athena. */
  INSIGHT_WORKGROUP: z.optional(text),
};

/** The variables that a template sets where insight is on. */
export interface OperatorInsightEnvironment extends Record<string, string> {
  readonly INSIGHT_KEYS_TABLE_NAME: string;
  readonly INSIGHT_DATABASE: string;
  readonly INSIGHT_WORKGROUP: string;
}
