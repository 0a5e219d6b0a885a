/** How the name of each replay of a rehearsal begins. The rule that hands its events on takes no others. */
export const rehearsalPrefix = 'amends-rehearsal-';

/** The outputs of a stack that say where its rehearsals are. */
export const rehearsalOutputs = {
  archive: 'RehearsalArchive',
  rule: 'RehearsalRule',
  queue: 'RehearsalQueue',
} as const;
