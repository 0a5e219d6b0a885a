import * as z from 'zod/mini';
import { readStageFile, StageFileError } from '../../../lib/app/stage-file';

/** How long S3 itself keeps the audit trail, as the file of a stage says it. */
const auditLockSchema = z.object({ mode: z.enum(['governance', 'compliance']), days: z.int() });

export type StageAuditLock = z.output<typeof auditLockSchema>;

const regionSchema = z.object({ region: z.string() });
const agentsSchema = z.object({ replies: z.object({ agents: z.array(z.object({ email: z.string() })) }) });
const lockSchema = z.object({ auditLock: auditLockSchema });

/** What the doctor asks of the file of a stage. Each is undefined where it says nothing of it, or nothing usable. */
export interface StageSettings {
  readonly region?: string | undefined;
  readonly auditLock?: StageAuditLock | undefined;
  /** The addresses of those who answer customers from their own mail. */
  readonly agents?: readonly string[] | undefined;
}

/**
 * Nothing where there is no such file: a stage is known by its stacks, and may be looked at from a folder that has
 * nothing else of it.
 */
export function settingsOfStage(stage: string, folder?: string): StageSettings {
  try {
    const { described } = readStageFile(stage, folder);
    return {
      region: regionSchema.safeParse(described).data?.region,
      auditLock: lockSchema.safeParse(described).data?.auditLock,
      agents: agentsSchema.safeParse(described).data?.replies.agents.map(({ email }) => email),
    };
  } catch (error) {
    if (error instanceof StageFileError) return {};
    throw error;
  }
}
