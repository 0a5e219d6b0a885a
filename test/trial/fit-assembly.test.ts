import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fitAssembly } from './fit-assembly';

const folder = mkdtempSync(path.join(tmpdir(), 'fit-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The resources of a stack as they are deployed into the emulator. */
function fitted(Resources: Readonly<Record<string, unknown>>): unknown {
  const from = path.join(folder, 'from');
  const into = path.join(folder, 'into');
  mkdirSync(from, { recursive: true });
  writeFileSync(path.join(from, 'Stack.template.json'), JSON.stringify({ Resources }));
  fitAssembly(from, into);
  return (JSON.parse(readFileSync(path.join(into, 'Stack.template.json'), 'utf8')) as { Resources: unknown }).Resources;
}

it('the table keeps its name when something of it changes, so that the emulator keeps the table', () => {
  const table = (properties: object): object => ({ Type: 'AWS::DynamoDB::GlobalTable', Properties: properties });
  expect(fitted({ Ledger: table({ Replicas: [] }) })).toEqual({
    Ledger: table({ TableName: 'Ledger', Replicas: [] }),
  });
  expect(fitted({ Ledger: table({ TableName: 'ours' }) })).toEqual({ Ledger: table({ TableName: 'ours' }) });
});

it('what is left out is depended on by nothing that stays', () => {
  const policy = { Type: 'AWS::Events::EventBusPolicy' };
  const queue = { Type: 'AWS::SQS::Queue' };
  const rule = { Type: 'AWS::Events::Rule', DependsOn: ['Policy', 'Queue'] };
  expect(fitted({ Policy: policy, Queue: queue, Rule: rule })).toEqual({
    Queue: queue,
    Rule: { ...rule, DependsOn: ['Queue'] },
  });
});
