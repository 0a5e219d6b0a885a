import { Stage, type Stack } from 'aws-cdk-lib';
import { Channel } from '../../../lib';
import { oneFailure, secretOf, testApp, TeamStack } from '../synthesize';

const sms = () =>
  Channel.sms({
    origination: 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1f9c',
    optOutList: 'arn:aws:sms-voice:eu-west-1:111122223333:opt-out-list/customers',
  });

it('two automations of one app with the same channel are refused, with where both are and what to do', () => {
  const app = testApp();
  new TeamStack(() => ({ failures: oneFailure, channels: [sms()] }), app, 'Films');
  const second = () => new TeamStack(() => ({ failures: oneFailure, channels: [sms()] }), app, 'Parcels');
  expect(second).toThrow(
    /^Two automations of this app have the channel "sms": Films\/Amends and Parcels\/Amends\. .*CDK Stage of its own\.$/,
  );
});

it('with another channel each they are taken, and in CDK Stages of their own with the same one', () => {
  const app = testApp();
  new TeamStack(() => ({ failures: oneFailure, channels: [sms()] }), app, 'Films');
  const other = (scope: Stack) => [Channel.http({ secret: secretOf(scope, 'team/messages') })];
  expect(
    () => new TeamStack((scope) => ({ failures: oneFailure, channels: other(scope) }), app, 'Parcels'),
  ).not.toThrow();
  const stage = new Stage(app, 'Test');
  expect(() => new TeamStack(() => ({ failures: oneFailure, channels: [sms()] }), stage, 'Films')).not.toThrow();
});
