import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { wifiSessionFailed } from '../../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import { FailureType, Partner } from '../../../lib';
import { onlyEvents, rightsOf } from '../rights';
import {
  account,
  arnOf,
  oneFailure as failures,
  partnerEndpoint,
  region,
  resourceOf,
  resourcesOf,
  TeamStack,
  testApp,
} from '../synthesize';

const lambda = new ServicePrincipal('lambda.amazonaws.com');

test('a granted role may publish the failure and answer about it, from its source only', () => {
  const team = new TeamStack(() => ({ failures }));
  team.automation.grantPublish(new Role(team, 'Player', { assumedBy: lambda }), 'VideoPlaybackFailed');
  const template = team.template();
  expect(rightsOf(template, 'Player')).toEqual([
    {
      actions: ['events:PutEvents'],
      resources: [arnOf(resourceOf(template, 'AWS::Events::EventBus').id)],
      condition: onlyEvents(['com.example.video'], ['VideoPlaybackFailed', 'VideoPlaybackFailedExplained']),
    },
  ]);
});

describe('what people ask about a failure', () => {
  const answers = { video: 'VideoPlaybackFailedExplained', parcel: 'ParcelLostExplained' };

  test('is answered on a bus where somebody hears it, from the sources of these failures alone', () => {
    const team = new TeamStack(() => ({
      failures: [FailureType.of(videoPlaybackFailed), FailureType.of(parcelLost, { source: 'com.example.carrier' })],
    }));
    expect(
      resourceOf(team.template(), 'AWS::Events::Rule', 'AmendsPartnerResponsesRuleanswers').Properties,
    ).toMatchObject({
      EventPattern: {
        source: ['com.example.video', 'com.example.carrier'],
        'detail-type': [answers.video, answers.parcel],
      },
    });
  });

  test('is neither asked nor granted where no partner responds on the bus, because nobody would hear it', () => {
    const team = new TeamStack((scope) => {
      const endpoint = partnerEndpoint(scope);
      return { failures, credits: endpoint, replacements: endpoint, entitlements: endpoint, callbacks: endpoint };
    });
    team.automation.grantPublish(new Role(team, 'Player', { assumedBy: lambda }), 'VideoPlaybackFailed');
    const template = team.template();
    expect(rightsOf(template, 'Player')).toMatchObject([
      { condition: onlyEvents(['com.example.video'], ['VideoPlaybackFailed']) },
    ]);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/ASKS_SOURCES|FailedExplained/);
  });
});

describe('a failure type with several sources', () => {
  const sources = {
    'com.example.carrier': {},
    'com.example.helpdesk': { evidence: 'reported', answersOthers: true },
  } as const;
  const team = new TeamStack(() => ({ failures: [FailureType.of(parcelLost, { sources })] }));
  const carrier = new Role(team, 'Carrier', { assumedBy: lambda });
  team.automation.grantPublish(carrier, { type: 'ParcelLost', source: 'com.example.carrier' });
  const template = team.template();

  test('its rule takes the failure from each of them, and its function knows what each counts as', () => {
    expect(resourceOf(template, 'AWS::Events::Rule', 'AmendsParcelLost').Properties).toMatchObject({
      EventPattern: { source: Object.keys(sources), 'detail-type': ['ParcelLost'] },
    });
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsParcelLostRemedy');
    expect(Properties).toMatchObject({
      Environment: {
        Variables: { EVIDENCE: '{"com.example.helpdesk":"reported"}', ANSWERING: '["com.example.helpdesk"]' },
      },
    });
  });

  test('a role may publish from the source that it was granted', () => {
    expect(rightsOf(template, 'Carrier')).toMatchObject([
      { condition: onlyEvents(['com.example.carrier'], ['ParcelLost', 'ParcelLostExplained']) },
    ]);
  });

  test('a grant says which of them it is for', () => {
    expect(() => team.automation.grantPublish(carrier, 'ParcelLost')).toThrow(
      /ParcelLost has several sources: com.example.carrier, com.example.helpdesk.*source: 'com.example.carrier'/,
    );
    expect(() => team.automation.grantPublish(carrier, { type: 'ParcelLost', source: 'com.example.shop' })).toThrow(
      /"com.example.shop" is no source of ParcelLost/,
    );
  });

  test('it is named by its source or by its sources, and by one of them at least', () => {
    expect(() => FailureType.of(parcelLost, { source: 'com.example.carrier', sources })).toThrow(/and not both/);
    expect(() => new TeamStack(() => ({ failures: [FailureType.of(parcelLost, { sources: {} })] }))).toThrow(
      /ParcelLost: needs a source/,
    );
  });
});

test('a role of another stack is granted without that stack needing anything of ours', () => {
  const app = testApp();
  const publishers = new Stack(app, 'Publishers', { env: { account, region } });
  const player = new Role(publishers, 'Player', { assumedBy: lambda });
  const team = new TeamStack(() => ({ failures }), app);
  team.automation.grantPublish(player, 'VideoPlaybackFailed');

  team.template();
  expect(team.dependencies).toEqual([publishers]);
  expect(publishers.dependencies).toEqual([]);
});

test('all that a role is granted, in however many calls, is one statement of one policy', () => {
  const types = [videoPlaybackFailed, wifiSessionFailed].map((definition) => FailureType.of(definition));
  const team = new TeamStack(() => ({ failures: types }));
  const player = new Role(team, 'Player', { assumedBy: lambda });
  team.automation.grantPublish(player, 'VideoPlaybackFailed');
  team.automation.grantPublish(player, 'VideoPlaybackFailed', 'WifiSessionFailed');
  team.automation.grantRespond(player, 'credit');
  expect(rightsOf(team.template(), 'Player')).toMatchObject([
    {
      condition: onlyEvents(
        ['com.example.inflight', 'com.example.video', 'partner.credits'],
        [
          'CreditIssued',
          'CreditRefused',
          'VideoPlaybackFailed',
          'VideoPlaybackFailedExplained',
          'WifiSessionFailed',
          'WifiSessionFailedExplained',
        ],
      ),
    },
  ]);
});

test('a role that responds about one kind of part may do so from its source, and about no other kind', () => {
  const team = new TeamStack(() => ({ failures, replacements: Partner.events({ source: 'com.example.warehouse' }) }));
  const warehouse = new Role(team, 'Warehouse', { assumedBy: lambda });
  team.automation.grantRespond(warehouse, 'replacement');
  const template = team.template();
  expect(rightsOf(template, 'Warehouse')).toEqual([
    {
      actions: ['events:PutEvents'],
      resources: [arnOf(resourceOf(template, 'AWS::Events::EventBus').id)],
      condition: onlyEvents(
        ['com.example.warehouse'],
        ['ReplacementAccepted', 'ReplacementRefused', 'ReplacementReturned', 'ReplacementShipped'],
      ),
    },
  ]);
});

test('nobody responds on the bus about what an endpoint carries out', () => {
  const team = new TeamStack((scope) => ({ failures, callbacks: partnerEndpoint(scope) }));
  const callCentre = new Role(team, 'CallCentre', { assumedBy: lambda });
  expect(() => {
    team.automation.grantRespond(callCentre, 'callback');
  }).toThrow(/A callback is not requested with events here.*Partner\.events/);
});

test('a failure type that is not handled cannot be granted', () => {
  const team = new TeamStack(() => ({ failures }));
  const player = new Role(team, 'Player', { assumedBy: lambda });
  expect(() => {
    team.automation.grantPublish(player, 'VideoPlaybackFaled');
  }).toThrow(/"VideoPlaybackFaled".*VideoPlaybackFailed/);
});

test('a grant can be given to a construct that has a role, and waits for its policy', () => {
  const team = new TeamStack();
  const runtime = Runtime.NODEJS_24_X;
  const player = new Function(team, 'Player', { runtime, handler: 'index.handler', code: Code.fromInline('…') });
  const first = new Topic(team, 'First');
  const grant = team.automation.grantPublish(player, 'VideoPlaybackFailed', 'ParcelLost');
  grant.assertSuccess();
  grant.applyBefore(first);
  const template = team.template();
  const [policy] = Object.keys(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).filter((id) =>
    id.startsWith('AmendsPublishersTeamPlayer'),
  );
  expect(resourceOf(template, 'AWS::SNS::Topic', 'First')).toMatchObject({ DependsOn: [policy] });
});

test('only a role can be granted, because the bus names those who may publish by their ARN', () => {
  const team = new TeamStack(() => ({ failures }));
  expect(() => team.automation.grantPublish(lambda, 'VideoPlaybackFailed')).toThrow(/Only a role.*ServicePrincipal/);
  expect(() => team.automation.grantOperate(new AccountRootPrincipal(), { may: ['look'] })).toThrow(/Only a role/);
});
