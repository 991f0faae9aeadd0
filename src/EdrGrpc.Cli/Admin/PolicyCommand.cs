using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Submit;
using EdrGrpc.Cli.Submit.Tasks;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Admin;

/// <summary>edrctl policy: is a policy file right, and what does the one in force say.</summary>
internal static class PolicyCommand
{
    private const int MaxFileBytes = 1024 * 1024;

    private static readonly Argument<string> File = new("file") { Description = "The policy file" };
    private static readonly Option<string?> As = Flag.Text("--as", "As this principal; as the caller unless given", "principal");
    private static readonly Option<TaskKind?> Task = CreateTask();

    public static Command Create() => GatewayCommand.Group(
        "policy",
        "The policy: who may do what",
        GatewayCommand.Create("check", "Check a policy file without putting it in force", [File], CheckAsync),
        GatewayCommand.Create(
            "explain",
            "What the policy in force would say of an action; takes the flags of the task",
            [As, Task, .. SubmitFlags.Target, SubmitFlags.Server, .. AllTasks.List.SelectMany(task => task.Options).Distinct()],
            ExplainAsync));

    private static Option<TaskKind?> CreateTask()
    {
        var option = Choices.One("--task", "The task", Words.Tasks);
        option.Required = true;
        return option;
    }

    private static async Task<int> CheckAsync(CommandContext context)
    {
        var path = context.Parse.GetValue(File)!;
        var request = new CheckPolicyRequest { Policy = Read(path) };
        var answer = await context.Gateway.Admin.CheckPolicyAsync(request, context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format != OutputFormat.Text)
        {
            context.Screen.Write(answer);
        }
        else if (answer.Problems.Count == 0)
        {
            context.Screen.WriteLine($"{path} can be put in force.");
        }

        foreach (var problem in answer.Problems)
        {
            Screen.Remark($"edrctl: {path}: {SafeText.Of(problem)}");
        }

        return answer.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static async Task<int> ExplainAsync(CommandContext context)
    {
        var name = Words.Of(context.Parse.GetValue(Task)!.Value.ToString());
        var action = AllTasks.List.Single(task => string.Equals(task.Name, name, StringComparison.Ordinal)).Build(context.Parse);
        var request = new ExplainPolicyRequest
        {
            Principal = context.Parse.GetValue(As) ?? "", Server = context.ServerOr(SubmitFlags.Server), Action = SubmitFlags.WithTarget(context.Parse, action),
        };
        var answer = await context.Gateway.Admin.ExplainPolicyAsync(request, context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.WriteLine($"{Words.Upper(answer.Verdict)}{(answer.Rule.Length > 0 ? $" by {SafeText.Of(answer.Rule)}" : "")}: {SafeText.Of(answer.Reason)}");
            context.Screen.WriteLine($"effects: {SafeText.Of(string.Join(", ", answer.Effects))}");
            foreach (var step in answer.Steps)
            {
                context.Screen.WriteLine($"  {SafeText.Of(step)}");
            }
        }
        else
        {
            context.Screen.Write(answer);
        }

        return answer.Verdict == PolicyVerdict.Denied ? ExitCodes.Refused : ExitCodes.Done;
    }

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length is > 0 and <= MaxFileBytes
                ? System.IO.File.ReadAllText(path)
                : throw CliException.Usage($"{path} is empty or larger than 1 MiB.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The policy file cannot be read: {exception.Message}");
        }
    }
}
