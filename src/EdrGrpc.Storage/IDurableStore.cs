using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>All that one database holds for this server.</summary>
public interface IDurableStore : ISubmissionStore, IAuditStore, IAccessStore, IAsyncDisposable
{
    /// <summary>Where the data is, for people: a file, or a server and database. Never holds a password.</summary>
    string Place { get; }
}
