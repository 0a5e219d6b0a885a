import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Command } from 'commander';
import { DynamoRemedyFinder } from '../../lambdas/ledger/dynamo/dynamo-remedy-finder';
import type { RemedyKey } from '../../lambdas/ledger/port/ledger';
import { remedyIdsBegin } from '../../lambdas/model/remedy-id';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { CommandError, RefusedError } from '../commands/command-error';
import { placeOf } from '../commands/seen';
import type { Session } from '../commands/session';
import { remedyPage } from '../pages/pages';
import { searchPage } from './search-page';
import { tableOf } from '../pages/table';

interface Where {
  readonly customer?: string;
  readonly table?: string;
}

/** Finds what a text names: a customer, an order or its line, a payment, a remedy or the reference of a mail. */
export function addSearchCommand(program: Command, session: Session): void {
  program
    .command('search')
    .description(
      'find a customer, an order, a payment, a remedy or the reference of a mail, by the indexes of the stage',
    )
    .argument('<text>')
    .action(async (text: string) => {
      const response = await session.client().post(['search'], { text });
      session.print(responseSchemas.search, response, searchPage);
    });
}

/**
 * Finds the remedy whose reference a customer says. With the customer the operator API is asked. Without, the whole
 * table is read in this process, with the operator's own permissions: for stages without an index of references.
 */
export function addFindCommand(remedies: Command, session: Session): void {
  remedies
    .command('find')
    .description('find a remedy by the reference that its customer read, such as R7K4-M2QX')
    .argument('<reference>')
    .option('--customer <id>', 'whose it is: one request')
    .option('--table <name>', "without the customer: the ledger's table, or LEDGER_TABLE_NAME. All of it is read")
    .action((reference: string, { customer, table }: Where) => {
      const begin = remedyIdsBegin(reference);
      if (begin === undefined) {
        throw new CommandError(
          `${reference} is no reference. It has eight letters and digits, such as R7K4-M2QX, with no vowel, no 0, 1, 5, B, L, S, U, Y or Z among them.`,
        );
      }
      return customer === undefined ? search(begin, table, session) : show(customer, reference, session);
    });
}

async function show(customerId: string, reference: string, session: Session): Promise<void> {
  const response = await session.client().get(placeOf(customerId, reference));
  session.print(responseSchemas.showRemedy, response, ({ record, notices, envelope }) =>
    remedyPage(record, notices, envelope),
  );
}

async function search(begin: string, given: string | undefined, session: Session): Promise<void> {
  const table = given ?? session.context.environment['LEDGER_TABLE_NAME'];
  if (!table) {
    throw new CommandError(
      'Say whose it is with --customer. Without, give --table, the table of the ledger: all of it is read.',
    );
  }
  const region = session.region();
  const client = new DynamoDBClient({ ...awsClientConfig, ...(region !== undefined && { region }) });
  const found = await new DynamoRemedyFinder(client, table).search(begin);
  if (found.length === 0) throw new RefusedError('No remedy has this reference.');
  session.write(session.isForMachines() ? JSON.stringify({ remedies: found }, undefined, 2) : foundPage(found));
}

function foundPage(found: readonly RemedyKey[]): string {
  const rows = found.map(({ customerId, remedyId }) => [customerId, remedyId]);
  return tableOf(['CUSTOMER', 'REMEDY'], rows);
}
