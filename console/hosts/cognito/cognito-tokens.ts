import { CognitoJwtVerifier } from 'aws-jwt-verify/cognito-verifier';
import type { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/**
 * Judges tokens of a user pool: whether each is an ID token, and of this client. An access token of Cognito names its
 * client elsewhere, and says nothing of who somebody is.
 */
export function cognitoTokens(
  { userPoolId, clientId }: { readonly userPoolId: string; readonly clientId: string },
  jwksCache: SimpleJwksCache,
): { verify(token: string): Promise<Readonly<Record<string, unknown>>> } {
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId, tokenUse: 'id' as const, graceSeconds: 30 },
    { jwksCache },
  );
  return { verify: async (token) => ({ ...(await verifier.verify(token)) }) };
}
