import * as z from 'zod/mini';
import { readStageFile, StageFileError } from '../../../lib/app/stage-file';

const stageSchema = z.object({ region: z.optional(z.string()) });

/**
 * The region that the file of a stage names. Undefined where it names none, or where there is no such file: a stage is
 * known by its stacks, and may be looked at from a folder that has nothing else of it.
 */
export function regionOfStage(stage: string, folder?: string): string | undefined {
  try {
    return stageSchema.safeParse(readStageFile(stage, folder).described).data?.region;
  } catch (error) {
    if (error instanceof StageFileError) return undefined;
    throw error;
  }
}
