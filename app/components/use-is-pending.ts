import { useNavigation } from '@remix-run/react';

/** Whether a form of this page is on its way; with `intent`, only the one that carries it. */
export function useIsPending(intent?: string): boolean {
  const navigation = useNavigation();
  if (navigation.state === 'idle' || !navigation.formMethod || navigation.formMethod === 'GET') return false;
  return intent === undefined || navigation.formData?.get('intent') === intent;
}
