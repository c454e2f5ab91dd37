namespace PipelineDeploy.Cli.Completing;

/// <summary>What a shell must be told so that Tab asks <c>pdeploy</c> itself.</summary>
static class CompletionScript
{
    /// <summary>The shells there is one for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of a shell.</summary>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => Pwsh,
    };

    // A colon parts words for bash: "config:s" comes as three, and only what is behind the colon may be answered.
    const string Bash =
        """
        # pdeploy completion for bash. In ~/.bashrc:  source <(pdeploy completion bash)
        _pdeploy() {
          local line=${COMP_LINE:0:COMP_POINT} word colon='' words IFS=$' \t\n'
          read -ra words <<<"$line"
          [[ $line == *[[:space:]] ]] && words+=('')
          word=${words[${#words[@]} - 1]}
          [[ $word == *:* && $COMP_WORDBREAKS == *:* ]] && colon=${word%:*}:
          IFS=$'\n'
          COMPREPLY=($("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null))
          COMPREPLY=("${COMPREPLY[@]#"$colon"}")
        }
        complete -o default -o bashdefault -F _pdeploy pdeploy
        """;

    const string Zsh =
        """
        #compdef pdeploy
        # pdeploy completion for zsh. In ~/.zshrc, after compinit:  source <(pdeploy completion zsh)
        _pdeploy() {
          local -a found
          found=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
          found=(${found:#})
          if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _pdeploy pdeploy
        """;

    const string Fish =
        """
        # pdeploy completion for fish. In ~/.config/fish/config.fish:  pdeploy completion fish | source
        function __pdeploy_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            $words[1] complete -- $words[2..-1] "$current" 2>/dev/null
        end
        complete -c pdeploy -a '(__pdeploy_complete)'
        """;

    const string Pwsh =
        """
        # pdeploy completion for PowerShell. In $PROFILE:  pdeploy completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName pdeploy -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition } | ForEach-Object { $_.ToString() })
            $typed = @($words | Select-Object -Skip 1)
            if ($wordToComplete -eq '') { $typed += '' }
            & $words[0] complete -- @typed 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;
}
