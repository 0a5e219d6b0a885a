import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * The private keys with which everything that moves money is sealed. It is retained when its stack is deleted, and kept
 * beside the ledger: without it, what waits there is given by nobody but a person.
 */
export class SealSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description: 'Amends: the private keys of the seals. Functions make and read them, and no person has to.',
      // The text that is generated beside the empty list is of no use. A deployment puts keys into the list.
      generateSecretString: { secretStringTemplate: JSON.stringify({ keys: [] }), generateStringKey: 'unused' },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const rotation =
      'Its keys seal what may wait for months, so each is known on until nothing bears it. A deployment rotates them without ' +
      'a stop, by `sealKeys`; a rotation by the clock would not reach the public halves in the functions.';
    const key =
      'It is encrypted with the AWS managed key, like the ledger beside it: nobody can delete that key, and with it all that waits.';
    Validations.of(this.secret).acknowledge(
      { id: 'AwsSolutions-SMG4', reason: rotation },
      { id: 'NIST.800.53.R5-SecretsManagerRotationEnabled', reason: rotation },
      { id: 'NIST.800.53.R5-SecretsManagerUsingKMSKey', reason: key },
      { id: 'PCI.DSS.321-SecretsManagerUsingKMSKey', reason: key },
    );
  }
}
