using EdrGrpc.Contract.V1;
using Google.Protobuf.Collections;

namespace EdrGrpc.Server.Validation;

/// <summary>SubmitBatch.</summary>
internal sealed class SubmitBatchRequestValidator(ActionValidator actions) : IRequestValidator<SubmitBatchRequest>
{
    /// <summary>Most items in one batch.</summary>
    public const int MaxItems = 1000;

    private const int PairwiseUpTo = 16;

    public void Validate(SubmitBatchRequest request, ViolationList violations)
    {
        FieldRules.OptionalUuid(violations, "request_id", request.RequestId);
        FieldRules.Server(violations, request.Server);
        var items = request.Items;
        if (items.Count is 0 or > MaxItems)
        {
            violations.Add("items", "Must hold 1 to 1000 items.");
        }

        // 4 MiB hold two million empty items: the ones that are too many are not looked at.
        var count = Math.Min(items.Count, MaxItems);
        for (var i = 0; i < count; i++)
        {
            violations.Enter("items", i);
            FieldRules.Line(violations, "item_id", items[i].ItemId, 128);
            actions.ValidateField(items[i].Action, violations);
            violations.Leave();
        }

        UniqueIds(items, count, violations);
        FieldRules.Time(violations, "expire_time", request.ExpireTime);
        ContextValidator.ValidateField(request.Context, violations);
    }

    private static void UniqueIds(RepeatedField<BatchItem> items, int count, ViolationList violations)
    {
        var seen = count > PairwiseUpTo ? new HashSet<string>(count, StringComparer.Ordinal) : null;
        for (var i = 0; i < count; i++)
        {
            var id = items[i].ItemId;
            if (id.Length > 0 && !(seen is null ? IsFirst(items, i) : seen.Add(id)))
            {
                violations.Enter("items", i);
                violations.Add("item_id", "Must be unique within the batch; an earlier item has the same id.");
                violations.Leave();
            }
        }
    }

    private static bool IsFirst(RepeatedField<BatchItem> items, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (string.Equals(items[i].ItemId, items[index].ItemId, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
