import { Stack } from 'aws-cdk-lib';
import { directoryTag } from '../../../lambdas/retry/directory-tag';
import { resourcesOf } from '../synthesize';
import { connected, wholeApp } from '../whole-stages';
import { wholeTemplate } from '../whole-template';

// Of a stage with everything that there is, so that one queue has not room enough for the names of all.
const refunds = wholeApp(connected).node.findChild('Refunds');
if (!Stack.isStack(refunds)) throw new Error('the app has no stack of refunds');
const template = wholeTemplate(refunds);

interface Tag {
  readonly Key: string;
  readonly Value: unknown;
}

const directories = Object.entries(resourcesOf(template, 'AWS::SQS::Queue')).flatMap(([id, { Properties }]) => {
  const named = ((Properties['Tags'] ?? []) as readonly Tag[]).filter(({ Key }) => Key.startsWith(directoryTag));
  return named.length === 0 ? [] : [{ id, named }];
});
const queuesCalled = (name: RegExp): string[] =>
  Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).filter((id) => name.test(id));

test('every function that events invoke is named in one directory, with both of its queues', () => {
  const [deadLetters, retries] = [queuesCalled(/DeadLetterQueue/), queuesCalled(/RetryQueue/)];
  const values = directories.flatMap(({ named }) => named.map(({ Value }) => JSON.stringify(Value)));
  expect(deadLetters.length).toBeGreaterThan(44);
  expect(values).toHaveLength(deadLetters.length);
  for (const id of [...deadLetters, ...retries]) {
    expect(values.filter((value) => value.includes(`"${id}"`))).toHaveLength(1);
  }
  const names = directories.flatMap(({ named }) => named.map(({ Key }) => Key));
  expect(new Set(names).size).toBe(names.length);
});

test.each(['AmendsOperatorApiServe', 'AmendsConsoleServe'])('%s knows each directory', (start) => {
  const [served] = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'))
    .filter(([id]) => id.startsWith(start))
    .map(
      ([, { Properties }]) => Properties['Environment'] as { readonly Variables: Readonly<Record<string, unknown>> },
    );
  const known = JSON.stringify(served?.Variables['QUEUE_DIRECTORY_URLS']);
  expect(directories.length).toBeGreaterThan(1);
  for (const { id } of directories) expect(known).toContain(`{"Ref":"${id}"}`);
});
