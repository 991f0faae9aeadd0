using System.CommandLine;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Query;

/// <summary>edrctl list: submissions, newest first.</summary>
internal static class ListCommand
{
    private const int Page = 500;
    private const int DefaultLimit = 50;

    private static readonly Option<int> Limit = new("--limit") { Description = "How many at most; 0 for all", HelpName = "number", DefaultValueFactory = _ => DefaultLimit };

    public static Command Create() => GatewayCommand.Create("list", "Submissions, newest first", [.. FilterFlags.All, Limit], RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var limit = context.Parse.GetValue(Limit) switch
        {
            < 0 => throw CliException.Usage("--limit is 0 (for all) or more."),
            0 => int.MaxValue,
            var number => number,
        };
        var request = new ListSubmissionsRequest { Filter = FilterFlags.Read(context.Parse) };
        var rows = new List<string?[]>();
        do
        {
            request.PageSize = Math.Min(limit, Page);
            var answer = await context.Gateway.Responses.ListSubmissionsAsync(request, context.Gateway.Call(context.Cancellation));
            foreach (var submission in answer.Submissions)
            {
                limit--;
                if (context.Screen.Format == OutputFormat.Text)
                {
                    rows.Add(Row(submission));
                }
                else
                {
                    context.Screen.Write(submission);
                }
            }

            request.PageToken = answer.NextPageToken;
        }
        while (request.PageToken.Length > 0 && limit > 0);

        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["SUBMISSION", "HOST", "TASK", "STATE", "ACCEPTED", "BY"], rows);
            if (request.PageToken.Length > 0)
            {
                Screen.Remark("There are more; --limit 0 shows all.");
            }
        }

        return ExitCodes.Done;
    }

    private static string?[] Row(Submission submission) =>
    [
        submission.SubmissionId, SubmissionText.Host(submission), SubmissionText.Task(submission), SubmissionText.Progress(submission),
        SubmissionText.Time(submission.CreateTime), submission.Principal,
    ];
}
