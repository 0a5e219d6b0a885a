/**
 * Where Cognito forgets somebody, and sends them back from. It is at the domain of the pool, beside where people sign
 * in; both parameters have to be of the client, to the last character.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function cognitoSignOut(
  authorizationEndpoint: string,
  { clientId, backTo }: { readonly clientId: string; readonly backTo: string },
): URL {
  const address = new URL('/logout', authorizationEndpoint);
  address.searchParams.set('client_id', clientId);
  address.searchParams.set('logout_uri', backTo);
  return address;
}
