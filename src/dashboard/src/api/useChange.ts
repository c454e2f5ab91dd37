import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";

/** Something that is asked of the server; afterwards what it has made old is read anew. */
export function useChange<Asked, Answer>(stale: QueryKey, ask: (asked: Asked) => Promise<Answer>, onDone?: (answer: Answer) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: stale });
      onDone?.(answer);
    },
  });
}
