using System.CommandLine;

namespace EdrGrpc.Cli.Completion;

/// <summary>edrctl completion: what a shell needs to complete commands, flags and their words.</summary>
internal static class CompletionCommand
{
    // The program itself answers what fits: "[suggest:<place>]" is a directive of System.CommandLine.
    private const string Bash = """
        # Completion of edrctl for bash. Load it with: source <(edrctl completion bash)
        _edrctl() {
          local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
          COMPREPLY=($(compgen -W "$(edrctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _edrctl edrctl
        """;

    public static Command Create()
    {
        var bash = new Command("bash", "For bash: source <(edrctl completion bash)");
        bash.SetAction(_ => Console.Out.WriteLine(Bash.ReplaceLineEndings("\n")));
        return GatewayCommand.Group("completion", "Print a script that completes edrctl's commands and flags in a shell", bash);
    }
}
