using EdrGrpc.Contract.V1;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Submit;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Servers;
using Grpc.Core;

namespace EdrGrpc.Server.Admin;

/// <summary>ExplainPolicy and CheckPolicy.</summary>
internal sealed class PolicyHandler(PolicySource source, HostFactsSource facts, KscServers servers, TimeProvider time)
{
    public async Task<ExplainPolicyResponse> ExplainAsync(ExplainPolicyRequest request, ServerCallContext context)
    {
        var server = servers.Find(request.Server) ?? throw Refusals.ServerNotFound(request.Server, servers.All.Select(known => known.Name));
        var action = request.Action;
        var host = action.TargetCase == ResponseAction.TargetOneofCase.TargetHost
            ? new ResolvedHost(action.TargetHost, null)
            : await ResolveAsync(server, action.TargetHostName, context.CancellationToken);
        var key = new HostKey(server.Name, host.Id);
        var subject = request.Principal.Length == 0 ? SubmissionAccess.SubjectOf(context) : new PolicySubject(request.Principal);
        var task = ActionMapping.ToTask(action, CallContext.Of(context).Archives.For(action));
        var effects = ActionEffects.Of(task);
        var decision = source.Current.Decide(new PolicyQuestion(subject, task.Kind, effects, key, await facts.GetAsync(key, context.CancellationToken), time.GetUtcNow()));
        var response = new ExplainPolicyResponse { Verdict = (Contract.V1.PolicyVerdict)decision.Verdict, Rule = decision.Rule, Reason = decision.Reason };
        response.Effects.Add(Enum.GetValues<Effects>().Where(effect => effect != Effects.None && effects.Effects.HasFlag(effect)).Select(effect => effect.ToString().ToLowerInvariant()));
        response.Steps.Add(decision.Steps);
        return response;
    }

    public static CheckPolicyResponse Check(CheckPolicyRequest request)
    {
        PolicyReader.Read(request.Policy, out var problems);
        var response = new CheckPolicyResponse();
        response.Problems.Add(problems);
        return response;
    }

    private static async Task<ResolvedHost> ResolveAsync(Submissions.Servers.KscServer server, string name, CancellationToken cancellationToken)
    {
        var host = await HostResolver.ResolveAsync(server, name, cancellationToken);
        return new ResolvedHost(host.Id, host);
    }
}
