import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { Detector } from '../detect/detector';
import type { Detecting } from '../detect/detecting';
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

/** `DetectorParcels`: what its outputs begin with. */
export function detectorTitle(name: string): string {
  const words = name.split('-').map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `Detector${words.join('')}`;
}

/** Where signals are sent, and what has to be done before: each with its id, value and description. */
export function detectorOutputs(
  { detector, url }: Detecting,
  createSecret: (name: string) => string,
): readonly (readonly [string, string, string])[] {
  const title = detectorTitle(detector.name);
  const { signalSecret, purchases } = detector;
  return [
    [`${title}Url`, url, `Signals for the detector ${detector.name} are sent here.`],
    [
      `${title}NextStep`,
      createSecret(signalSecret.secretName),
      `Give the source of the signals the URL and a secret of its own to sign with, which ${signalSecret.secretName} holds too.`,
    ],
    [
      `${title}ShopNextStep`,
      createSecret(purchases.secret.secretName),
      `Give your shop's endpoint a secret to verify our questions with, which ${purchases.secret.secretName} holds too.`,
    ],
  ];
}
