import type { Command } from 'commander';
import { contractDocuments, documentText } from './contract-documents';
import { eventContracts } from './event-contracts';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';

/** Commands for the contracts of the events. They ask nobody, so they need no address and no credentials. */
export function addSchemaCommands(program: Command, session: Session): void {
  const schemas = program.command('schemas').description('JSON Schemas of the events, for programs in any language');
  schemas
    .command('list')
    .description('list them')
    .action(() => {
      const names = [...documents().keys()];
      session.write(session.isForMachines() ? JSON.stringify(names, undefined, 2) : names.join('\n'));
    });
  schemas
    .command('show')
    .description('print one: its newest version, or the one that is asked for')
    .argument('<name>', 'as list names it, or an event without its version, such as ParcelLost')
    .action((name: string) => {
      session.write(documentText(documentCalled(name)).trimEnd());
    });
}

const folder = 'schemas/';

/** The documents by the names under which people ask for them: `ParcelLost.v1`, `registry/ParcelLost`, `asyncapi`. */
function documents(): ReadonlyMap<string, object> {
  return new Map(
    [...contractDocuments(eventContracts)].flatMap(([file, document]): [string, object][] => {
      const name = file.replace(/\.json$/, '');
      if (name.startsWith(folder)) return [[name.slice(folder.length), document]];
      return name.includes('/') ? [] : [[name, document]];
    }),
  );
}

/** @throws {@link CommandError} with the names there are */
function documentCalled(name: string): object {
  const all = documents();
  // Contracts come before those of older versions.
  const newest = [...all.keys()].find((known) => known === name || known.replace(/\.v\d+$/, '') === name);
  const document = all.get(newest ?? '');
  if (document) return document;
  const events = [...all.keys()].filter((known) => !known.includes('/')).join(', ');
  throw new CommandError(`There is no schema ${name}. There are ${events}, and registry/ with the name of an event.`);
}
