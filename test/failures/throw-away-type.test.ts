import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { buildSync } from 'esbuild';
import type * as ContractDocuments from '../../cli/contracts/contract-documents';
import type * as EventContracts from '../../cli/contracts/event-contracts';
import type * as Lib from '../../lib';
import type * as Stories from '../../local/demo/script/stories';
import { sender, testApp } from '../lib/synthesize';
import { wholeTemplate } from '../lib/whole-template';

// A failure type that nobody keeps: it is added to a copy of the project, by code, to see what has to be touched for
// it.

const root = path.join(__dirname, '../..');
const rooms = ['lambdas', 'lib', 'cli', 'local'] as const;
const copy = mkdtempSync(path.join(tmpdir(), 'amends-throw-away-'));

afterAll(() => rmSync(copy, { recursive: true }));

const folder = 'lambdas/failures/kiosk-silent';
const kioskFiles: Readonly<Record<string, string>> = {
  'contract.ts': `
    import * as z from 'zod/mini';
    import { businessIdSchema, failureContract } from '../definition/failure';
    export const kioskSilentSchema = failureContract({ kiosk: z.object({ kioskId: businessIdSchema }) });
    export type KioskFailure = z.infer<typeof kioskSilentSchema>;`,
  'policy.ts': `
    import * as z from 'zod/mini';
    import { commonDefaults, commonOptionsShape, type CommonOptions, type Policy } from '../definition/policy';
    import type { KioskFailure } from './contract';
    export const kioskSilentPolicy: Policy<KioskFailure, CommonOptions> = {
      version: 1,
      optionsSchema: z.object(commonOptionsShape),
      defaults: commonDefaults,
      decide: ({ purchase: { amountMinor, currency, paymentId } }) => ({
        outcome: 'give',
        parts: [{ kind: 'refund', amountMinor, currency, paymentId }],
        reasons: ['full price, because the kiosk gave nothing'],
      }),
    };`,
  'words.ts': `
    import { defineWords } from '../definition/type-words';
    import en from './words/en.json';
    export const kioskWords = defineWords({ sorry: {}, happened: {} }, { en });`,
  'words/en.json': '{ "sorry": "Sorry about our kiosk.", "happened": "The kiosk gave you nothing, and I’m sorry." }',
  'stories.ts': `
    export const kioskStories = [{
      id: 'silent-kiosk',
      title: 'A kiosk took the money and stayed silent',
      detail: {
        schemaVersion: 1,
        occurredAt: '2026-11-20T12:00:00Z',
        evidence: 'detected',
        customer: { id: 'cus_1', name: 'Sam Reed', email: 'sam.reed@example.com', locale: 'en-GB' },
        purchase: { orderId: 'ord_1', paymentId: 'ch_1', amountMinor: 250, currency: 'GBP', purchasedAt: '2026-11-20T11:59:00Z' },
        kiosk: { kioskId: 'kiosk_7' },
      },
    }] as const;`,
  'kiosk-silent.ts': `
    import { defineFailure } from '../definition/failure-definition';
    import { kioskSilentSchema } from './contract';
    import { kioskSilentPolicy } from './policy';
    import { kioskStories } from './stories';
    import { kioskWords } from './words';
    export const kioskSilent = defineFailure({
      type: 'KioskSilent',
      defaultSource: 'com.example.kiosks',
      owner: 'both',
      schema: kioskSilentSchema,
      subject: ({ kiosk, purchase }) => kiosk.kioskId + '/' + purchase.orderId,
      occurrence: () => 'purchase',
      policy: kioskSilentPolicy,
      apologise: () => {
        const { sorry, happened } = kioskWords.say;
        return { subject: [sorry()], preview: [sorry()], paragraphs: [[happened()]] };
      },
      words: kioskWords,
      stories: kioskStories,
    });`,
  'handler.ts': `
    import { remedyHandler } from '../../runtime/handlers/remedy-handler';
    import { kioskSilent } from './kiosk-silent';
    export const handler = remedyHandler(kioskSilent);`,
};

/** What is added to the catalog: the line of the list, and where its name comes from. */
function withKiosk(catalog: string): string {
  return `import { kioskSilent } from './kiosk-silent/kiosk-silent';\n${catalog}`.replace(
    'export const catalog = [',
    'export const catalog = [\n  kioskSilent,',
  );
}

beforeAll(() => {
  for (const room of rooms) cpSync(path.join(root, room), path.join(copy, room), { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(path.join(root, file), path.join(copy, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  mkdirSync(path.join(copy, folder, 'words'), { recursive: true });
  for (const [name, text] of Object.entries(kioskFiles)) writeFileSync(path.join(copy, folder, name), text);
  const catalog = path.join(copy, 'lambdas/failures/catalog.ts');
  writeFileSync(catalog, withKiosk(readFileSync(catalog, 'utf8')));
});

function filesOf(place: string): string[] {
  return rooms.flatMap((room) =>
    readdirSync(path.join(place, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name))),
  );
}

it('touches one folder and one list', () => {
  const before = new Set(filesOf(root));
  const read = (place: string, file: string) => readFileSync(path.join(place, file), 'utf8');
  const touched = filesOf(copy).filter((file) => !before.has(file) || read(copy, file) !== read(root, file));
  expect(touched.filter((file) => !file.startsWith(`${folder}/`))).toEqual(['lambdas/failures/catalog.ts']);
});

describe('and what follows from it', () => {
  let resources: Record<string, { Type: string; Properties: object }>;

  beforeAll(() => {
    const { RefundAutomation, RefundProvider } = jest.requireActual<typeof Lib>(path.join(copy, 'lib/index.ts'));
    const stack = new Stack(testApp(), 'Team');
    new RefundAutomation(stack, 'Amends', {
      sender,
      provider: RefundProvider.stripe({
        apiKey: Secret.fromSecretNameV2(stack, 'Secret', 'team/stripe'),
        readKey: Secret.fromSecretNameV2(stack, 'ReadSecret', 'team/stripe-read'),
      }),
    });
    resources = wholeTemplate(stack).toJSON()['Resources'] as typeof resources;
  });

  const ofType = (name: string): string[] =>
    Object.entries(resources)
      .filter(([id]) => id.startsWith(`Amends${name}`))
      .map(([, { Type }]) => Type)
      .sort();

  it('has a rule, a function and queues like every other type, and the alarms look at them', () => {
    expect(ofType('KioskSilent')).toEqual(ofType('VideoPlaybackFailed'));
    expect(ofType('KioskSilent')).toEqual(
      expect.arrayContaining(['AWS::Events::Rule', 'AWS::Lambda::Function', 'AWS::SQS::Queue']),
    );
    const alarms = Object.values(resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(JSON.stringify(alarms)).toContain('AmendsKioskSilentRemedyDeadLetterQueue');
    const rules = Object.values(resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
    expect(rules.map(({ Properties }) => Properties)).toContainEqual(
      expect.objectContaining({
        EventPattern: expect.objectContaining({ source: ['com.example.kiosks'], 'detail-type': ['KioskSilent'] }),
      }),
    );
  });

  it('has its place in the operator API', () => {
    const operatorApi = Object.entries(resources).find(([id]) => id.startsWith('AmendsOperatorApiServeFunction'));
    expect(JSON.stringify(operatorApi?.[1].Properties)).toMatch(/"FAILURE_TYPES":"KioskSilent,/);
  });

  it('has a function that can be bundled', () => {
    const { outputFiles } = buildSync({
      entryPoints: [path.join(copy, folder, 'handler.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    expect(outputFiles[0]?.text).toContain('KioskSilent');
  });

  it('has schemas, examples, and its place in the AsyncAPI document', () => {
    const { contractDocuments } = jest.requireActual<typeof ContractDocuments>(
      path.join(copy, 'cli/contracts/contract-documents.ts'),
    );
    const { eventContracts } = jest.requireActual<typeof EventContracts>(
      path.join(copy, 'cli/contracts/event-contracts.ts'),
    );
    const documents = contractDocuments(eventContracts);
    expect([...documents.keys()].filter((name) => name.includes('KioskSilent'))).toEqual([
      'schemas/KioskSilent.v1.json',
      'schemas/registry/KioskSilent.json',
      'schemas/registry/KioskSilentExplained.json',
      'examples/events/KioskSilent.json',
      'examples/put-events/KioskSilent.json',
    ]);
    expect(JSON.stringify(documents.get('asyncapi.json'))).toContain('KioskSilent');
  });

  it('has its story in the local demo', () => {
    const { storiesOf } = jest.requireActual<typeof Stories>(path.join(copy, 'local/demo/script/stories.ts'));
    expect(storiesOf(new Date(), ['KioskSilent'])).toMatchObject([
      {
        id: 'silent-kiosk',
        title: 'A kiosk took the money and stayed silent',
        entry: { Source: 'com.example.kiosks', DetailType: 'KioskSilent' },
      },
    ]);
  });
});
