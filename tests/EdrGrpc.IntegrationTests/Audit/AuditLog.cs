using EdrGrpc.IntegrationTests.Support;
using EdrGrpc.Submissions.Audit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdrGrpc.IntegrationTests.Audit;

/// <summary>The audit record of a running gateway, as its store holds it.</summary>
internal sealed class AuditLog(Gateway gateway)
{
    private long _seen;

    private IAuditStore Store => gateway.App.Services.GetRequiredService<IAuditStore>();

    /// <summary>What was recorded since the last call of this.</summary>
    public async Task<List<AuditRecord>> NewAsync()
    {
        var records = new List<AuditRecord>();
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await Store.ReadAuditAsync(_seen + 1, 500, TestContext.Current.CancellationToken);
            records.AddRange(page);
            _seen = records.Count > 0 ? records[^1].Sequence : _seen;
        }
        while (page.Count == 500);
        return records;
    }

    /// <summary>The only new record of calls: what the server then does by itself is left out.</summary>
    public async Task<AuditEntry> OnlyCallAsync() => Assert.Single(await NewAsync(), record => record.Entry.Principal != AuditEntry.System).Entry;
}
