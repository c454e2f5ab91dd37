/** Pipelines for tests: written as people write them, with comments and uneven spaces. */
export const chain = `# What a deploy does.
name: shop   # ours
description: Build, ask, switch.

inputs:
  who: {type: string, default:   leads}

steps:
  - id: build
    uses: build

  # Old and new code meet the new schema.
  - id: start
    uses: start   # green
    with:
      image:   \${{ steps.build.output.image }}
      release: \${{ steps.build.output.release }}

  - id: check
    uses: check
    with:
      container: '\${{ steps.start.output.container }}'
      # patience
      attempts: 5

  - id: switch
    uses: switch
    retry: {attempts: 3, delay: 2s}
    with:
      container: \${{ steps.start.output.container }}
    # nobody loses a request

  # The end.
  - id: retire
    uses: retire
    if: steps.switch.output.replaced && steps.build.output.image != 'steps.switch'
# over
`;

export const branches = `name: fan
steps:
- id: a
  uses: wait
  with: {for: 1s}
- id: b
  uses: wait
  needs: a
- id: c
  uses: wait
  needs: [a]
- id: d
  uses: wait
  needs:
  - b
  - c
- id: tell
  uses: notify
  when: always
`;

export const braces = `{"name": "json", "steps": [{"id": "a", "uses": "wait", "with": {"for": "1s"}}, {"id": "b", "uses": "wait"}]}`;

/** A chain of so many steps, with a comment each. */
export function longChain(count: number): string {
  const steps = Array.from(
    { length: count },
    (_, i) => `  # Step ${i}\n  - id: s${i}\n    uses: wait\n    with:\n      for: 1s\n      because: a reason\n`,
  );
  return `name: long\nsteps:\n${steps.join("\n")}`;
}
