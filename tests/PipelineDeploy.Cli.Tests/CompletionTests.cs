using PipelineDeploy.Cli.Completing;
using PipelineDeploy.Cli.Tests.EveryCommand;

namespace PipelineDeploy.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("ru", "runs")]
    [InlineData("runs sh", "show")]
    [InlineData("releases ", "diff list show")]
    [InlineData("config:s", "config:set")]
    [InlineData("config:set --fi", "--file")]
    [InlineData("-a shop ru", "runs")]
    [InlineData("runs show --js", "--json --json-lines")]
    [InlineData("pipelines ap", "apply")]
    [InlineData("completion ", "bash fish pwsh zsh")]
    [InlineData("audit --outcome ", "done failed refused")]
    [InlineData("deploy --timeout ", "")]
    [InlineData("nonsense", "")]
    public void What_may_come_next_is_told(string typed, string expected) =>
        string.Join(' ', Completions.Of(CommandTree.Root, typed.Split(' '))).ShouldBe(expected);

    [Fact]
    public void Nothing_hidden_is_offered() => Completions.Of(CommandTree.Root, ["compl"]).ShouldBe(["completion"]);

    [Theory]
    [InlineData("pdeploy runs sh", "show")]
    [InlineData("pdeploy releases ", "diff list show")]
    [InlineData("pdeploy config:s", "set")]
    [InlineData("pdeploy runs show --json-", "--json-lines")]
    public async Task A_real_bash_completes(string line, string expected)
    {
        var script = $$"""
            export PATH="$1:$PATH"
            source <(pdeploy completion bash)
            COMP_LINE=$2 COMP_POINT=${#2}
            _pdeploy
            echo "${COMPREPLY[*]}"
            """;

        (await Shell.RunAsync("bash", "--norc", "-c", script, "bash", Shell.Programs, line)).Split('\n')[0].ShouldBe(expected);
    }

    [Theory]
    [Trait("Category", "Integration")]
    [InlineData("pdeploy runs sho", "pdeploy runs show ")]
    [InlineData("pdeploy config:uns", "pdeploy config:unset ")]
    [InlineData("pdeploy runs show --json-", "pdeploy runs show --json-lines ")]
    public async Task A_real_zsh_completes(string line, string expected)
    {
        // A shell in a terminal of its own, where Tab is pressed and the line is printed in place of being run.
        const string Script = """
            zmodload zsh/zpty
            zpty inner env TERM=dumb PATH=$1:$PATH zsh -f -i
            send() { zpty -w inner "$1" }
            send 'autoload -Uz compinit && compinit -u -D; source <(pdeploy completion zsh); PS1="" RPS1=""'
            send 'show() { print -r -- "<<${BUFFER}>>"; BUFFER=""; zle accept-line }; zle -N show; bindkey "^X" show; print -r -- rea""dy'
            typeset all='' part
            until [[ $all == *ready* ]]; do zpty -r inner part || exit 1; all+=$part; done
            zpty -w -n inner "$2"$'\t'$'\x18'
            all=''
            until [[ $all == *'<<'*'>>'* ]]; do zpty -r inner part || exit 1; all+=$part; done
            print -r -- "${${all##*<<}%%>>*}"
            zpty -d inner
            """;

        (await Shell.RunAsync("zsh", "-f", "-c", Script, "zsh", Shell.Programs, line)).TrimEnd('\n', '\r').ShouldBe(expected);
    }
}
