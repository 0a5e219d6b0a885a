import { Duration } from 'aws-cdk-lib';
import { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export interface CognitoClientProps {
  readonly userPoolId: string;
  /** Where people come back to who have signed in. */
  readonly redirectUrl: string;
  /** Where they come back to who have signed out. */
  readonly signedOutUrl: string;
  readonly scopes: readonly string[];
  /** @default ['COGNITO'] */
  readonly identityProviders?: readonly string[] | undefined;
}

/** The console as a client of a user pool: people sign in on Cognito's own pages, and in no other way. */
export class CognitoClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: CognitoClientProps) {
    super(scope, id);
    const { userPoolId, redirectUrl, signedOutUrl, scopes, identityProviders = ['COGNITO'] } = props;
    const client = new CfnUserPoolClient(this, 'Client', {
      userPoolId,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: [...scopes],
      callbackUrLs: [redirectUrl],
      logoutUrLs: [signedOutUrl],
      supportedIdentityProviders: [...identityProviders],
      // PKCE protects the code. A secret would have to be brought from the pool to the function.
      generateSecret: false,
      // No password is taken anywhere but on those pages. Cognito wants one flow to be named.
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      enableTokenRevocation: true,
      preventUserExistenceErrors: 'ENABLED',
      // The console reads the ID token once, and keeps no token. An hour is the least that a refresh token lasts.
      idTokenValidity: 5,
      accessTokenValidity: 5,
      refreshTokenValidity: Duration.hours(1).toMinutes(),
      tokenValidityUnits: { idToken: 'minutes', accessToken: 'minutes', refreshToken: 'minutes' },
    });
    this.clientId = client.ref;
  }
}
