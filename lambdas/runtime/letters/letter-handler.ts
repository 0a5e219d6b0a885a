import type { Context } from 'aws-lambda';
import { parseContract } from '../../failures/definition/parse-failure';
import { takeLetter } from '../../flow/converse/take-letter';
import { letterSchema, type LetterAnswer } from '../../letters/letter-contract';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { letterSettings } from './letter-settings';
import { wireLetters } from './letter-wiring';

/** The Lambda handler that takes letters: the pages invoke it, and wait for it. It sends no mail. */
export function letterHandler(
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<LetterAnswer> {
  return wiredHandler(
    (observer) => wireLetters(letterSettings(process.env), observer),
    tools,
    async (event: unknown, { wired }) => takeLetter(parseContract(letterSchema, 'a letter', event), wired()),
  );
}
