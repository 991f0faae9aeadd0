using System.Collections.Frozen;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Access;

/// <summary>Which right every RPC needs. A test walks the service descriptors and fails when one has none; such an RPC is refused.</summary>
internal static class RpcRights
{
    private static readonly FrozenDictionary<string, RpcRight> ByMethod = new Dictionary<string, RpcRight>(StringComparer.Ordinal)
    {
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.Submit))] = RpcRight.Submit,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.SubmitBatch))] = RpcRight.Submit,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.SubmitAndWatch))] = RpcRight.Submit,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.GetSubmission))] = RpcRight.Read,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.ListSubmissions))] = RpcRight.Read,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.WatchSubmission))] = RpcRight.Read,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.WatchSubmissions))] = RpcRight.Read,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.ListIsolatedHosts))] = RpcRight.Read,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.CancelSubmission))] = RpcRight.Cancel,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.CancelBatch))] = RpcRight.Cancel,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.ApproveSubmission))] = RpcRight.Approve,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.RejectSubmission))] = RpcRight.Approve,
        [Name(ResponseService.Descriptor, nameof(ResponseService.ResponseServiceBase.GetCapabilities))] = RpcRight.AnyRole,
        [Name(KscService.Descriptor, nameof(KscService.KscServiceBase.ListServers))] = RpcRight.AnyRole,
        [Name(KscService.Descriptor, nameof(KscService.KscServiceBase.GetServerStatus))] = RpcRight.AnyRole,
        [Name(KscService.Descriptor, nameof(KscService.KscServiceBase.FindHosts))] = RpcRight.AnyRole,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.CreateToken))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.ListTokens))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.RevokeToken))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.StopSending))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.ResumeSending))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.GetSendingState))] = RpcRight.AnyRole,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.ExplainPolicy))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.CheckPolicy))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.ExportAudit))] = RpcRight.Admin,
        [Name(AdminService.Descriptor, nameof(AdminService.AdminServiceBase.VerifyAudit))] = RpcRight.Admin,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The right of a method as gRPC names it ("/package.Service/Method"); null if there is no rule.</summary>
    public static RpcRight? Of(string method) => ByMethod.TryGetValue(method, out var right) ? right : null;

    private static string Name(Google.Protobuf.Reflection.ServiceDescriptor service, string method) => $"/{service.FullName}/{method}";
}
