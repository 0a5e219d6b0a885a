import { say } from '../package/say';
import { CdkError } from './cdk';
import { type Company } from './company';
import { DeployedBus } from './deployed-bus';
import { Deployment } from './deployment';
import { connect } from './connect';
import { project, refundStack, TrialApp, type TrialAssembly } from './trial-app';
import type { PublishedStory } from './published-story';
import { tryReply } from './try-reply';
import { anotherFilm, everyStory, publishStories, settled } from './stories';

/** Where the trial runs. */
export interface TrialSettings {
  /** A folder for all that is written. */
  readonly folder: string;
  /** The emulator of AWS, and its process. */
  readonly awsUrl: string;
  readonly emulatorPid: number;
  /** The company around Amends, whose provider runs. */
  readonly company: Company;
}

/** Bootstraps, deploys, publishes, looks at what came of it, deploys again twice, and destroys. */
export async function tryDeployment({ folder, awsUrl, company }: TrialSettings): Promise<void> {
  const app = new TrialApp({
    project,
    awsUrl,
    folder,
    stage: { stripeUrl: company.provider.url, replies: { domain: 'replies.example.com' } },
  });
  say('cdk synth');
  const assembly = await app.synthesize('first');
  say('cdk bootstrap');
  await app.bootstrap(assembly);
  say(`cdk deploy: ${assembly.deployed} of ${assembly.all} resources, without what the emulator does not know`);
  await app.deploy(assembly);

  const deployment = new Deployment(awsUrl);
  const bus = new DeployedBus(awsUrl, await deployment.busName(), deployment.config);
  try {
    await connect(company, deployment, bus, assembly);
    const stories = await publishStories(everyStory(new Date()), deployment, company);
    say(`published ${stories.length} examples`);
    await settled(stories, deployment, company);
    say('each is refunded, carried out, told and recorded as it should be');
    say(`webhook events of ${await company.tellOfRefunds()} refunds are taken`);
    await settled(stories, deployment, company);
    await tryReply({ story: filmIn(stories), deployment, bus, mailboxes: company.mailboxes, assembly });
    await tryAgainUnchanged(app, assembly);
    await tryChanged(app, stories, deployment, company);
    await tryLeaving(app, assembly, deployment);
  } finally {
    await bus.stop();
    deployment.stop();
  }
}

/** The story of a film that stalled. */
function filmIn(stories: readonly PublishedStory[]): PublishedStory {
  const film = stories.find(({ entry, expected }) => entry.DetailType === 'VideoPlaybackFailed' && expected.mail);
  if (!film) throw new Error('There is no story of a film whose customer gets a mail.');
  return film;
}

const ledgerStack = 'AmendsLedger-trial';

/** A deployment that changes nothing must say so: else each one would replace something. */
async function tryAgainUnchanged(app: TrialApp, assembly: TrialAssembly): Promise<void> {
  say('cdk deploy, without a change');
  const output = await app.deploy(assembly);
  for (const stack of [ledgerStack, refundStack]) {
    if (!output.includes(`${stack} (no changes)`)) throw new Error(`${stack} was changed, and nothing had. ${output}`);
  }
}

/** Another person signs. What was given stays as it was, and what is given next is signed by her. */
async function tryChanged(
  app: TrialApp,
  stories: readonly PublishedStory[],
  deployment: Deployment,
  company: Company,
): Promise<void> {
  const signatory = 'Elena Petrova';
  say(`cdk synth and cdk deploy, signed by ${signatory}`);
  await app.deploy(await app.synthesize('changed', `signatory=${signatory}`));
  const next = await publishStories([anotherFilm(new Date(), signatory)], deployment, company);
  await settled([...stories, ...next], deployment, company);
  say('the next mail is signed by her, and all before it is as it was');
}

/** What was given is known after everything else is gone. */
async function tryLeaving(app: TrialApp, assembly: TrialAssembly, deployment: Deployment): Promise<void> {
  const before = await deployment.remedies();
  say('cdk destroy');
  await app.destroy(assembly, refundStack);
  const refused = await app.destroy(assembly, ledgerStack).then(
    () => false,
    (error: unknown) => error instanceof CdkError && error.output.includes('TerminationProtection'),
  );
  if (!refused) throw new Error(`${ledgerStack} is protected, and cdk destroy did not say so.`);
  const after = await deployment.remedies();
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw new Error('The ledger changed when the stack was deleted.');
  say(`destroyed; the ledger keeps its ${after.length} remedies, and its stack is protected`);
}
