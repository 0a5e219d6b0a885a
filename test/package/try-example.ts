import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { trainDelayedStories } from '../../examples/train-delayed/train-delayed/stories';
import { shiftToNow } from '../../local/demo/script/shift-to-now';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { newSealKeys } from '../../local/system/secrets/seal-keys';
import { readTemplate } from '../../local/emulator/template/template';
import { TestSystem } from '../local/test-system';
import { installExample, run } from './packed-package';
import { say } from './say';

/**
 * Proves that a team can add a failure type and a detector from its own CDK app: the example is installed from the
 * packed tarball outside of the source tree, checked, tested and synthesized there, and its story is lived through on
 * what was synthesized.
 */
export async function tryExample(tarball: string, folder: string): Promise<void> {
  say('npm install, of an app that deploys');
  const example = installExample('train-delayed', tarball, folder);
  say('its names, to require and to import');
  for (const name of exportedNames(example)) {
    run('node', ['--eval', `require('${name}')`], example);
    run('node', ['--input-type=module', '--eval', `import '${name}'`], example);
  }
  say('types');
  run('npm', ['run', '--silent', 'types'], example);
  say('types, as CommonJS without the exports of packages');
  run('npx', ['tsc', '--module', 'commonjs', '--moduleResolution', 'node10', '--esModuleInterop'], example);
  say('its own tests');
  run('npm', ['test', '--silent'], example);
  say('cdk synth, with the compliance checks');
  // With the shop of the local system.
  run('npm', ['run', '--silent', 'synth', '--', '--context', 'shopUrl=http://localhost:0/shop'], example);
  checkFunctions(path.join(example, 'cdk.out'));
  await checkStory(path.join(example, 'cdk.out'));
}

/** The names under which the installed package is known. */
function exportedNames(example: string): string[] {
  const manifest = path.join(example, 'node_modules/amends/package.json');
  const { exports } = z
    .object({ exports: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return Object.keys(exports)
    .filter((name) => !name.endsWith('.json'))
    .map((name) => path.posix.join('amends', name));
}

/** The value that the local system gives to each secret of a source. */
const gateSecret = 'local-secret';

function checkFunctions(assembly: string): void {
  say('its functions');
  const { rules, functions } = readTemplate(assembly, newSealKeys().attributes);
  const rule = rules.find(({ written }) => JSON.stringify(written).includes('"TrainDelayed"'));
  assert.ok(rule, 'no rule matches TrainDelayed');
  assert.deepEqual(rule.written, {
    source: ['com.example.rail', 'detector.arrivals'],
    'detail-type': ['TrainDelayed'],
    'replay-name': [{ exists: false }],
  });
  const target = functions.find(({ arn }) => rule.targets.some((each) => each.arn === arn));
  assert.equal(target?.environment['POLICY'], '{"goodwillFromMinutes":90}');
}

async function checkStory(assembly: string): Promise<void> {
  say('its story, from the event to the mail');
  const system = await TestSystem.open({ assembly });
  try {
    const failed = await system.publishFailure(trainStory());
    assert.equal(failed.result, 'issued');
    const [refund, ...refunds] = await system.refundsOf(failed);
    assert.deepEqual([refund?.amount, refunds.length], [1_875, 0]);
    const { record } = await system.getRemedy(failed);
    assert.deepEqual(record.reasons, ['30 to 59 minutes late: 50 % of the single fare (delay-repay)']);
    const [mail, ...mails] = await system.mailsTo(failed);
    assert.equal(mail?.subject, 'We’ve refunded £18.75. Sorry your train was 42 minutes late');
    assert.equal(mails.length, 0);
    const { status } = await system.callOperatorApi('ada', 'POST', 'controls', {
      target: 'TrainDelayed',
      mode: 'off',
      why: 'engineering works',
    });
    assert.equal(status, 200);
    console.log(`  ${mail.subject}`);
    await checkDetector(system);
  } finally {
    await system.local.stop();
  }
}

/** The first story of the example, happening now and not paid for yet. */
function trainStory(): PublishedEntry {
  const [{ detail }] = trainDelayedStories;
  const { purchase, ...failure } = shiftToNow(detail, new Date());
  const { paymentId: _, ...unpaid } = purchase;
  return { Source: 'com.example.rail', DetailType: 'TrainDelayed', Detail: { ...failure, purchase: unpaid } };
}

/** A gate reads a ticket of another customer, signed as only gates can: the failure is seen, in shadow. */
async function checkDetector(system: TestSystem): Promise<void> {
  say('its detector, from a signed signal to the first shadow remedy');
  const { endpoints, shop, template } = system.local;
  const door = template.functions.find(
    ({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === 'detector-arrivals-door',
  );
  const url = endpoints.functionUrls[door?.name ?? ''];
  assert.ok(url, 'the detector has no URL');
  const { customer, purchase, train } = shiftToNow(
    trainDelayedStories[1]?.detail ?? trainDelayedStories[0].detail,
    new Date(),
  );
  shop.know({ foundBy: { ticketId: purchase.orderId }, facts: { customer, purchase, ticket: train.ticket } });
  const { ticket: _, ...arrival } = train;
  const body = JSON.stringify({ gate: 'YRK-1', ticketId: purchase.orderId, ...arrival });
  const post = (secret: string): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers: { 'x-gate-signature': signatureOf(body, secret) } });
  assert.equal((await post('of-somebody-else')).status, 400);
  assert.equal((await post(gateSecret)).status, 200);
  await system.local.idle();
  assert.ok(system.publishedTypes.includes('TrainDelayed'), 'the detector has published nothing');
  assert.ok(system.publishedTypes.includes('RemedyShadowed'), 'nothing was shadowed');
}

function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('hex');
}
