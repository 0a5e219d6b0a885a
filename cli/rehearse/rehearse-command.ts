import type { Command } from 'commander';
import { csvOf } from '../../console/lists/csv';
import type { Session } from '../commands/session';
import { readEvents } from './events-file';
import { rehearsalPage, rehearsalRows } from './rehearsal-page';
import { rehearse } from './rehearsal';
import { defaultRules, definitions, readRules } from './rules-file';

interface Wanted {
  readonly events: string;
  readonly policy: readonly string[];
  readonly csv?: true;
}

/** Shows what events would have come to under other policies and limits. It reads files, and nothing else. */
export function addRehearseCommand(program: Command, session: Session): void {
  program
    .command('rehearse')
    .description('show what failures would have come to under policies and limits; nothing is written or paid')
    .requiredOption(
      '--events <file>',
      'JSON: entries of PutEvents, or events as rules deliver them; an array or a line each',
    )
    .option(
      '--policy <file>',
      '{ "policies": { … }, "limits": { … } } as the file of a stage has them, or defaults; give it several times to compare',
      (file: string, before: readonly string[]) => [...before, file],
      [],
    )
    .option('--csv', 'print a row for each event, for a spreadsheet')
    .action(({ events: file, policy, csv }: Wanted) => {
      const rules = (policy.length === 0 ? [defaultRules] : policy).map(readRules);
      const events = readEvents(file);
      const courses = rules.map((each) => ({ name: each.name, results: rehearse(events, each, definitions) }));
      if (session.isForMachines()) {
        session.write(JSON.stringify({ courses }, undefined, 2));
        return;
      }
      session.write(csv ? csvOf(rehearsalRows(events, courses)).trimEnd() : rehearsalPage(events, courses));
    });
}
