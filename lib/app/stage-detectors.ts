import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Detector } from '../detect/detector';
import type { Detecting } from '../detect/detecting';
import type { StageConfig } from './stage-config';
import { Usage } from '../detect/usage';
import type { StageDetector, StageHealthDetector } from './stage-roles';

/** The detectors of a stage, with their secrets by name. */
export function detectorsOf(scope: Construct, { stage, detectors = {} }: StageConfig): readonly Detector[] {
  const optionsOf = (name: string, { options, signalsEveryHours, ...names }: StageDetector) => {
    const { signalSecretName = `amends/${stage}/detector-${name}` } = names;
    return {
      signalSecret: Secret.fromSecretNameV2(scope, `SignalSecret ${name}`, signalSecretName),
      options,
      signalsEveryHours,
    };
  };
  const { parcels, playback, tickets, health } = detectors;
  return [
    ...(parcels ? [Detector.parcels(optionsOf('parcels', parcels))] : []),
    ...(playback
      ? [Detector.playback({ ...optionsOf('playback', playback), allowedOrigins: playback.allowedOrigins })]
      : []),
    ...(tickets ? [Detector.tickets(optionsOf('tickets', tickets))] : []),
    ...(health ? [Detector.health({ ...optionsOf('health', health), usage: usageOf(scope, health) })] : []),
  ];
}

function usageOf(scope: Construct, { usage }: StageHealthDetector): Usage | undefined {
  if (!usage) return undefined;
  if ('function' in usage) return Usage.function(Function.fromFunctionName(scope, 'UsageFunction', usage.function));
  const { table: tableName, encryptionKey: keyArn, ...described } = usage;
  const encryptionKey = keyArn === undefined ? undefined : Key.fromKeyArn(scope, 'UsageKey', keyArn);
  return Usage.table(Table.fromTableAttributes(scope, 'UsageTable', { tableName, encryptionKey }), described);
}

/** Where what could not be judged waits, for the outputs of the stack. */
export function queuesOfDetectors(detectors: readonly Detecting[]) {
  return detectors.map(({ detector, function: queues }) => ({ name: detectorTitle(detector.name), queues }));
}

/** `DetectorParcels`: what its outputs begin with. */
function detectorTitle(name: string): string {
  const words = name.split('-').map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `Detector${words.join('')}`;
}

type Output = readonly [id: string, value: string, description: string];

/** Where signals are sent, and what has to be done before. */
export function detectorOutputs(
  detectors: readonly Detecting[],
  createSecret: (name: string) => string,
): readonly Output[] {
  return detectors.flatMap(({ detector: { name, signalSecret }, url }): readonly Output[] => {
    const [title, ofSource] = [detectorTitle(name), signalSecret.secretName];
    return [
      [`${title}Url`, url, `Signals for the detector ${name} are sent here.`],
      [
        `${title}NextStep`,
        createSecret(ofSource),
        `Give the source of the signals the URL and a secret of its own to sign with, which ${ofSource} holds too.`,
      ],
    ];
  });
}
