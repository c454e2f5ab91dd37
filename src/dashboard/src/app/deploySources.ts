/** Where a deploy from the page takes its source. */
export type SourceKind = "rebuild" | "git" | "image";

/** What the form of a deploy holds. */
export interface DeployForm {
  kind: SourceKind;
  ref: string;
  git: string;
  image: string;
}

/** What is asked of the API; what was left empty is not said. */
export function queryOf({ kind, ref, git, image }: DeployForm): { rebuild?: boolean; ref?: string; git?: string; image?: string } {
  const [wantedRef, wantedGit] = [ref.trim(), git.trim()];
  switch (kind) {
    case "rebuild":
      return { rebuild: true };
    case "git":
      return { ...(wantedRef === "" ? {} : { ref: wantedRef }), ...(wantedGit === "" ? {} : { git: wantedGit }) };
    case "image":
      return { image: image.trim() };
  }
}
