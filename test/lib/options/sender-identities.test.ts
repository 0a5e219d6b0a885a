import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Stage as CdkStage } from 'aws-cdk-lib';
import { oneFailure as failures, resourcesOf, sender, TeamStack, testApp } from '../synthesize';

test('an SES identity that two stages would both create is refused at synthesis, which says what to do', () => {
  const app = testApp();
  const first = new TeamStack(() => ({ failures }), app);
  new TeamStack(() => ({ failures }), app, 'Prod');
  expect(() => first.template()).toThrow(
    /Team\/Amends\/ApologyMail.* and Prod\/Amends\/ApologyMail.* both create the SES identity example\.com.*fromEmailIdentityName/s,
  );
});

test('so are two stages of a pipeline with one sender, each an assembly of its own', () => {
  const app = testApp();
  for (const name of ['Test', 'Prod']) new TeamStack(() => ({ failures }), new CdkStage(app, name));
  expect(() => app.synth()).toThrow(/Test\/Team\/.* and Prod\/Team\/.* both create the SES identity example\.com/s);
});

test('so are two spellings of one domain, which SES has once', () => {
  const app = testApp();
  new TeamStack(() => ({ failures }), app);
  const prod = new TeamStack(() => ({ failures, sender: { ...sender, email: 'care@Example.COM' } }), app, 'Prod');
  expect(() => prod.template()).toThrow(/both create the SES identity/);
});

test('one that exists is used, and then both can be deployed', () => {
  const app = testApp();
  const first = new TeamStack(() => ({ failures }), app);
  const prod = new TeamStack(
    (scope) => ({
      failures,
      sender: { ...sender, identity: EmailIdentity.fromEmailIdentityName(scope, 'Sender', 'example.com') },
    }),
    app,
    'Prod',
  );
  expect(Object.keys(resourcesOf(first.template(), 'AWS::SES::EmailIdentity'))).toHaveLength(1);
  expect(resourcesOf(prod.template(), 'AWS::SES::EmailIdentity')).toEqual({});
});
