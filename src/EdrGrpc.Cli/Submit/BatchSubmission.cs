using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Watch;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Submit;

/// <summary>Submits the same action for every host of a list, in batches.</summary>
internal sealed class BatchSubmission
{
    private readonly CommandContext _context;
    private readonly HostList _list;
    private readonly RequestDetails _details;
    private readonly bool _dryRun;
    private readonly bool _watch;
    private readonly List<SubmitBatchResponse> _recorded = [];
    private int? _failed;

    private BatchSubmission(CommandContext context, HostList list)
    {
        _context = context;
        _list = list;
        _details = RequestDetails.From(context);
        _dryRun = context.Parse.GetValue(SubmitFlags.DryRun);
        _watch = context.Parse.GetValue(SubmitFlags.Watch);
    }

    private int Hosts => _recorded.Sum(batch => batch.Submissions.Count);

    public static async Task<int> RunAsync(CommandContext context, HostList list, ResponseAction action)
    {
        var batch = new BatchSubmission(context, list);
        await BatchProgress.RunAsync(context.Screen, list.Hosts.Count, progress => batch.SendAsync(action, progress));
        batch.Summarize();
        if (batch is { _watch: true, Hosts: > 0 })
        {
            var code = await BatchWatch.RunAsync(context, batch._recorded);
            return batch._failed ?? code;
        }

        return batch._failed ?? ExitCodes.Done;
    }

    // The first refusal ends it: what is wrong with one batch is mostly wrong with the next, and a person should look.
    private async Task SendAsync(ResponseAction action, Action<int> progress)
    {
        foreach (var (hosts, request) in BatchChunks.Of(_list, action, _details, _dryRun))
        {
            SubmitBatchResponse answer;
            try
            {
                answer = await _context.Gateway.Responses.SubmitBatchAsync(request, _context.Gateway.BatchCall(_context.Cancellation));
            }
            catch (RpcException exception)
            {
                _failed = GatewayCommand.Report(_context, exception, field => NameField(field, hosts));
                if (!_dryRun)
                {
                    LostAnswer.Advise(exception, _details);
                }

                return;
            }

            _recorded.Add(answer);
            Print(answer);
            progress(Hosts);
        }
    }

    private void Print(SubmitBatchResponse answer)
    {
        if (_context.Screen.Format == OutputFormat.Text && !_dryRun)
        {
            return;
        }

        foreach (var (index, submission) in answer.Submissions.Index())
        {
            var one = new SubmitResponse { Submission = submission, Deduplicated = answer.Deduplicated, IncidentBody = _dryRun ? answer.IncidentBodies[index] : "" };
            if (_context.Screen.Format == OutputFormat.Text)
            {
                _context.Screen.WriteLine($"{SubmissionText.Host(submission)}  {SafeText.Of(one.IncidentBody)}");
            }
            else
            {
                _context.Screen.Write(_watch ? new SubmitAndWatchResponse { Submitted = one } : one);
            }
        }
    }

    private void Summarize()
    {
        var all = _list.Hosts.Count;
        Screen.Remark(_dryRun
            ? $"edrctl: {Hosts} of {all} hosts would be accepted."
            : $"edrctl: {Hosts} of {all} hosts recorded{(_recorded.Any(batch => batch.Deduplicated) ? " (some by an earlier command)" : "")}.");
        if (_dryRun)
        {
            return;
        }

        foreach (var batch in _recorded)
        {
            Screen.Remark($"  batch {batch.BatchId}: {batch.Submissions.Count} hosts");
        }

        if (_failed is not null && Hosts < all)
        {
            Screen.Remark($"  Line {_list.Hosts[Hosts].Number} of {_list.Source} and what follows was not recorded{(Hosts == 0 ? "." : $". Mend it and repeat the command with {_details.RepeatFlags()}: "
                + "the batches above are then not recorded twice. Their lines must stay as they are.")}");
        }
    }

    /// <summary>items[3].action.x is line 5 of the file and a flag.</summary>
    private string NameField(string field, IReadOnlyList<HostLine> hosts)
    {
        var end = field.IndexOf(']', StringComparison.Ordinal);
        if (!field.StartsWith("items[", StringComparison.Ordinal) || end < 0 || !int.TryParse(field.AsSpan(6, end - 6), out var index) || index < 0 || index >= hosts.Count)
        {
            return FieldNames.Of(field);
        }

        return $"line {hosts[index].Number} of {_list.Source} ({hosts[index].Text}): {FieldNames.Of(field[(end + 1)..].TrimStart('.'))}";
    }
}
