using System.Reflection;
using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Submit;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Servers;
using Grpc.Core;
using Microsoft.Extensions.Options;
using SubmissionState = EdrGrpc.Contract.V1.SubmissionState;

namespace EdrGrpc.Server.Query;

/// <summary>GetCapabilities.</summary>
internal sealed class CapabilitiesHandler(KscServers servers, IOptionsMonitor<DispatchOptions> options)
{
    private const string ContractVersion = "1.0";
    private static readonly TimeSpan LimitPatience = TimeSpan.FromSeconds(2);

    public async Task<GetCapabilitiesResponse> GetAsync(ServerCallContext context)
    {
        var response = new GetCapabilitiesResponse
        {
            ContractVersion = ContractVersion,
            ServerVersion = typeof(CapabilitiesHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        };
        foreach (var server in servers.All)
        {
            response.Servers.Add(await DescribeAsync(server, context.CancellationToken));
        }

        return response;
    }

    private async Task<ServerCapabilities> DescribeAsync(Submissions.Servers.KscServer server, CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        var capabilities = new ServerCapabilities
        {
            Server = server.Name,
            DefaultServer = server == servers.Default,
            MaxIocArchiveBytes = GatewayLimits.MaxIocArchiveBytes,
            MaxKscRequestBytes = await LimitAsync(server, cancellationToken),
            MaxBatchItems = GatewayLimits.MaxBatchItems,
            MaxMessageBytes = GatewayLimits.MaxMessageBytes,
            TaskBudget = current.TaskBudget,
            UndocumentedFormsAllowed = current.AllowUndocumentedForms,
            StartProcessRepeated = current.RepeatStartProcess,
        };
        capabilities.Actions.Add(Enum.GetValues<TaskKind>().Where(kind => kind != TaskKind.Unspecified).Select(kind => new ActionCapability
        {
            TaskKind = kind,
            OutcomeTracked = true,
            Reversible = kind == TaskKind.IsolateHost,
            Undo = Undo(kind),
            CancellableUntil = SubmissionState.Accepted,
        }));
        return capabilities;
    }

    private static async Task<long> LimitAsync(Submissions.Servers.KscServer server, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LimitPatience);
        try
        {
            return await server.Client.GetLimitAsync(KscLimits.MaxRequestBytes, patience.Token) ?? 0;
        }
        catch (Exception exception) when (exception is KscException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Unknown while KSC does not answer.
            return 0;
        }
    }

    private static string Undo(TaskKind kind) => kind switch
    {
        TaskKind.IsolateHost => "Submit isolate_host with the opposite action.",
        TaskKind.QuarantineFile => "Restore the file from the host's Quarantine in KSC or KES; there is no task for it.",
        TaskKind.PreventExecution => "Remove the rule from Execution Prevention in the KES policy; there is no task for it.",
        TaskKind.DeleteFile => "Cannot be undone.",
        TaskKind.TerminateProcess => "Cannot be undone; start the process again.",
        TaskKind.StartProcess => "Terminate the process with terminate_process.",
        TaskKind.IocScan => "What the scan isolated or quarantined is undone as for isolate_host and quarantine_file.",
        _ => "",
    };
}
