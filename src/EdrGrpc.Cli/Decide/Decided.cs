using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Decide;

/// <summary>A submission after somebody decided about it.</summary>
internal static class Decided
{
    public static void Write(Screen screen, Submission submission)
    {
        if (screen.Format == OutputFormat.Text)
        {
            screen.WriteLine($"{submission.SubmissionId}  {SubmissionText.What(submission)}: {SubmissionText.State(submission)}");
            SubmissionText.Warn(submission);
        }
        else
        {
            screen.Write(submission);
        }
    }
}
