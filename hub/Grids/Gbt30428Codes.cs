using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>
/// The codes of GB/T 30428.1, by length: 6 digits are a district, 9 a street, 12 a community (the base code), 15 a unit
/// grid, 20 a special grid.
/// </summary>
internal sealed class Gbt30428Codes : IGridCodeScheme
{
    /// <summary>Digits of the base code.</summary>
    public const int BaseLength = 12;

    // GB/T 2260: the first two digits of an administrative code.
    private static readonly FrozenSet<string> Provinces = new[]
    {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    }.ToFrozenSet();

    public string Name => "gbt30428";

    public bool TryRead(string text, out GridCode code, [NotNullWhen(false)] out Phrase? problem)
    {
        code = default;
        if (text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var odd and >= 0)
        {
            problem = new($"has '{text[odd]}' at place {odd + 1}, where only digits may stand", $"第{odd + 1}位为'{text[odd]}',而此处只能是数字");
            return false;
        }

        GridCodeForm? form = text.Length switch
        {
            6 => GridCodeForm.District,
            9 => GridCodeForm.Street,
            BaseLength => GridCodeForm.Community,
            15 => GridCodeForm.Unit,
            20 => GridCodeForm.Special,
            _ => null,
        };
        if (form is null)
        {
            problem = new(
                $"has {text.Length} digits, where a community has 12, a unit grid 15, a special grid 20 (a district 6, a street 9)",
                $"有{text.Length}位,而社区为12位、单元网格15位、专属网格20位(区6位、街道9位)");
            return false;
        }

        code = new GridCode(text, form.Value);
        problem = Problems(code).Aggregate(default(Phrase), (all, next) => all?.Then(next) ?? next);
        return problem is null;
    }

    private static IEnumerable<Phrase> Problems(GridCode code)
    {
        if (!Provinces.Contains(code.District![..2]))
        {
            yield return new($"has the district {code.District}, which begins with no province of GB/T 2260", $"的区划代码{code.District}不以GB/T 2260的省份代码开头");
        }

        if (code.Street is { } street && street[6..] is var number && string.CompareOrdinal(number, "001") is var low && (low < 0 || string.CompareOrdinal(number, "399") > 0))
        {
            yield return new(
                $"has the street {number}, where 001 to 099 are streets, 100 to 199 towns, 200 to 399 townships",
                $"的街道代码为{number},而001至099为街道,100至199为镇,200至399为乡");
        }

        if (code.Community is { } community && community.EndsWith("000", StringComparison.Ordinal))
        {
            yield return new("has the community 000, where 001 to 999 may stand", "的社区代码为000,而须为001至999");
        }

        if (code.Form == GridCodeForm.Unit && code.Text.EndsWith("000", StringComparison.Ordinal))
        {
            yield return new("has the sequence 000, where 001 to 999 may stand", "的顺序号为000,而须为001至999");
        }

        if (code.Form == GridCodeForm.Special && code.Text.EndsWith("00", StringComparison.Ordinal))
        {
            yield return new("has the sequence 00, where 01 to 99 may stand", "的顺序号为00,而须为01至99");
        }
    }
}
