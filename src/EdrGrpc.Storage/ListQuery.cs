using System.Text;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>A filtered page, newest first, by key. The most selective part of the filter chooses where the search begins.</summary>
internal sealed class ListQuery
{
    private readonly StringBuilder _where = new();
    private readonly List<object?> _values = [];
    private string _from = "submissions s";

    private ListQuery()
    {
    }

    /// <summary>True if SQLite has an index for each half (unfinished, ended) of what the filter asks for, and none for both.</summary>
    public static bool HasHalves(SubmissionFilter filter) => filter.TargetHost.Length > 0 && filter.Labels.Count == 0 && filter.BatchId is null;

    /// <summary>The text and its values; <paramref name="half"/> is one more condition.</summary>
    public static (string Sql, object?[] Values) Of(SubmissionFilter filter, long beforeAcceptRevision, int limit, Func<Guid, object> idOf, string half = "")
    {
        var query = new ListQuery();
        if (half.Length > 0)
        {
            query.And(half);
        }

        query.Restrict(filter, idOf);
        if (beforeAcceptRevision > 0)
        {
            query.And($"s.accept_revision < {query.Bind(beforeAcceptRevision)}");
        }

        var sql = $"SELECT {Columns.Submission} FROM {query._from} WHERE {(query._where.Length == 0 ? "1 = 1" : query._where)} ORDER BY s.accept_revision DESC LIMIT {query.Bind(limit)}";
        return (sql, query._values.ToArray());
    }

    private void Restrict(SubmissionFilter filter, Func<Guid, object> idOf)
    {
        foreach (var (key, value) in filter.Labels)
        {
            And($"EXISTS (SELECT 1 FROM labels l WHERE l.key = {Bind(key)} AND l.value = {Bind(value)} AND l.accept_revision = s.accept_revision)");
        }

        if (filter.Labels.Count > 0)
        {
            // Begin with the label: it is chosen by the caller to be selective.
            var (key, value) = filter.Labels.First();
            _from = "labels first_label CROSS JOIN submissions s";
            And($"first_label.key = {Bind(key)} AND first_label.value = {Bind(value)} AND s.accept_revision = first_label.accept_revision");
        }

        if (filter.BatchId is { } batch)
        {
            And($"s.batch_id = {Bind(idOf(batch))}");
        }

        if (filter.TargetHost.Length > 0)
        {
            And($"s.target_host = {Bind(filter.TargetHost)}");
        }

        if (filter.Principal.Length > 0)
        {
            And($"s.principal = {Bind(filter.Principal)}");
        }

        if (filter.Server.Length > 0)
        {
            And($"s.server = {Bind(filter.Server)}");
        }

        if (filter.States.Count > 0)
        {
            And($"s.state IN ({string.Join(", ", filter.States.Order().Select(state => (int)state))})");
        }

        if (filter.Kinds.Count > 0)
        {
            And($"s.kind IN ({string.Join(", ", filter.Kinds.Order().Select(kind => (int)kind))})");
        }

        if (filter.CreatedFrom is { } from)
        {
            And($"s.created_at >= {Bind(from.UtcTicks)}");
        }

        if (filter.CreatedTo is { } to)
        {
            And($"s.created_at < {Bind(to.UtcTicks)}");
        }
    }

    private void And(string condition) => _where.Append(_where.Length == 0 ? "" : " AND ").Append(condition);

    private string Bind(object value)
    {
        _values.Add(value);
        return "$" + (_values.Count - 1);
    }
}
