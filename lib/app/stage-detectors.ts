import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Detector } from '../detect/detector';
import type { StageConfig } from './stage-config';
import type { StageDetector } from './stage-roles';

/** The detectors of a stage, with their secrets by name. */
export function detectorsOf(scope: Construct, { stage, detectors = {} }: StageConfig): readonly Detector[] {
  const optionsOf = (name: string, { purchases: url, options, signalsEveryHours, ...names }: StageDetector) => {
    const { signalSecretName = `amends/${stage}/detector-${name}` } = names;
    const { purchasesSecretName = `amends/${stage}/purchases` } = names;
    return {
      signalSecret: Secret.fromSecretNameV2(scope, `SignalSecret ${name}`, signalSecretName),
      purchases: { url, secret: Secret.fromSecretNameV2(scope, `PurchasesSecret ${name}`, purchasesSecretName) },
      options,
      signalsEveryHours,
    };
  };
  const { parcels, playback } = detectors;
  return [
    ...(parcels ? [Detector.parcels(optionsOf('parcels', parcels))] : []),
    ...(playback ? [Detector.playback(optionsOf('playback', playback))] : []),
  ];
}
