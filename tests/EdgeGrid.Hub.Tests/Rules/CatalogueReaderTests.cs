using System.Text;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Rules;

public sealed class CatalogueReaderTests
{
    [Fact]
    public void Example_OfTheCatalogue_IsWholeAndCountsAsItSays()
    {
        var (catalogue, problems) = CatalogueReader.Read(File.ReadAllBytes(Repository.PathOf("deploy", "examples", "catalogue.jsonc")));

        Assert.Empty(problems);
        Assert.Empty(CatalogueChecks.Check(catalogue!, catalogue!, [], Records.Noon));
        Assert.Equal(["0101", "1101", "1102", "1103", "1401"], catalogue!.Rules!.Select(rule => rule.Code));
        Assert.Equal(
            ["stop: 4 working-hour", "penalty: 7 working-day", "demolish: 15 working-day"],
            catalogue.Rules!.Single(rule => rule.Code == "1103").Limits.Select(limit => $"{limit.Stage}: {limit.Limit}"));
        Assert.Equal(LimitStart.Filed, catalogue.Rules!.Single(rule => rule.Code == "1401").Limits[0].From);
        Assert.All(catalogue.Categories!, category => Assert.True(category.Name is { Zh.Length: > 0, En.Length: > 0 }));
    }

    [Fact]
    public void Catalogue_WrittenAndReadAgain_IsTheSame()
    {
        var (catalogue, _) = CatalogueReader.Read(File.ReadAllBytes(Repository.PathOf("deploy", "examples", "catalogue.jsonc")));

        var (again, problems) = CatalogueReader.Read(Encoding.UTF8.GetBytes(CatalogueJson.Write(catalogue)));

        Assert.Empty(problems);
        Assert.Equal(CatalogueJson.Write(catalogue), CatalogueJson.Write(again));
    }

    [Fact]
    public void Day_OfTheWeek_MayBeShortAndStandsOnce()
    {
        const string Calendar = """{ "calendars": [ { "code": "c", "name": { "zh": "历", "en": "C" }, "timeZone": "Asia/Shanghai", "week": { "mon": ["08:30-12:00"]MORE }, "makeUpDays": { "2026-10-10": "monday" } } ] }""";

        Assert.Empty(Problems(Calendar.Replace("MORE", "", StringComparison.Ordinal)));
        Assert.Equal(["calendars[0].week.monday stands there twice"], Problems(Calendar.Replace("MORE", ", \"monday\": []", StringComparison.Ordinal)).Select(problem => $"{problem.Place} {problem.What}"));
    }

    [Fact]
    public void Document_WithManyMistakes_NamesEachWithItsPlace()
    {
        var problems = Problems("""
            {
              "calendars": [
                {
                  "code": "offices", "name": { "zh": "机关" }, "timeZone": "Asia/Peking", "dayRule": "next-day",
                  "week": { "monday": ["08:30-12:00", "11:00-18:00", "25:00-26:00"], "funday": [] },
                  "holidays": ["2026-10-07/2026-10-01", "soon"], "makeUpDays": { "2026-10-10": "friday", "10 October": "monday" }
                }
              ],
              "categories": [ { "code": "11", "name": { "zh": "市容", "en": "Appearance" }, "kind": "thing" }, 7, { "code": "11", "name": { "zh": "市容", "en": "Appearance" }, "kind": "event" } ],
              "rules": [
                {
                  "category": "1 1", "filingCondition": { "zh": "脏", "en": "Dirty" }, "department": "city", "calender": "offices", "level": "purple",
                  "limits": [
                    { "stage": "handle", "name": { "zh": "处置", "en": "Handle" }, "amount": 3, "unit": "fortnight" },
                    { "stage": "handle", "name": { "zh": "处置", "en": "Handle" }, "amount": -1, "unit": "working-day" },
                    { "stage": "last", "name": { "zh": "处置", "en": "Handle" }, "amount": "7", "unit": "working-day", "from": "closed" }
                  ]
                }
              ],
              "holydays": []
            }
            """);

        string[] expected =
        [
            "calendars[0].name.en is missing",
            "calendars[0].timeZone 'Asia/Peking' is not known to this machine: write an IANA name as Asia/Shanghai",
            "calendars[0].dayRule 'next-day' is not known: one of same-time, end-of-day",
            "calendars[0].week.monday[1] '11:00-18:00' begins before the one in front of it ends",
            "calendars[0].week.monday[2] '25:00-26:00' is no working time: write it as 08:30-12:00, at most to 24:00",
            "calendars[0].week.funday is no day of the week: monday to sunday are",
            "calendars[0].holidays[0] '2026-10-07/2026-10-01' is no holiday: write a day as 2027-01-01, or first and last as 2026-10-01/2026-10-07",
            "calendars[0].holidays[1] 'soon' is no holiday: write a day as 2027-01-01, or first and last as 2026-10-01/2026-10-07",
            "calendars[0].makeUpDays.10 October is no day: write it as 2026-10-10",
            "calendars[0].makeUpDays 2026-10-10 is worked like a friday, which has no working time in \"week\"",
            "categories[0].kind 'thing' is not known: one of part, event, item",
            "categories[1] has to be an object",
            "categories[2].code '11' stands twice: also categories[0]",
            "rules[0].category '1 1' is no code: 1 to 32 letters, digits, dots, hyphens or underscores",
            "rules[0].closingCondition is missing",
            "rules[0].level 'purple' is not known: one of red, orange, yellow, blue",
            "rules[0].calendar is missing",
            "rules[0].limits[0].unit 'fortnight' is not known: one of urgent-hour, working-hour, working-day, natural-day",
            "rules[0].limits[1].amount -1 cannot be: above 0 and at most ten years (3650 days, 87600 hours), with at most two decimals",
            "rules[0].limits[2].amount has to be a number",
            "rules[0].limits[2].from 'closed' is not known: one of filed, dispatched, accepted",
            "rules[0].limits the stage 'handle' stands 2 times",
            "rules[0].calender is not known here: calendar, category, closingCondition, code, department, filingCondition, level, limits, validFrom are",
            "holydays is not known here: calendars, categories, rules are",
        ];
        Assert.Equal(expected.Order(), problems.Select(problem => $"{problem.Place} {problem.What}").Order());
        BothLanguages.SayTheSame(problems.Select(problem => problem.InWords().En), problems.Select(problem => problem.InWords().Zh));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{ \"rules\": [], \"rules\": [] }")]
    [InlineData("\u0000\u0001")]
    public void Document_ThatIsNoCatalogue_IsRefusedInOneSentence(string text) => Assert.Single(Problems(text));

    [Fact]
    public void Catalogue_WhosePartsDoNotFit_IsRefusedWithEveryPlace()
    {
        var catalogue = Read("""
            {
              "calendars": [
                { "code": "never", "name": { "zh": "无", "en": "Never" }, "timeZone": "Asia/Shanghai", "week": {} },
                { "code": "until-2030", "name": { "zh": "止", "en": "Until 2030" }, "timeZone": "Asia/Shanghai", "week": { "monday": ["09:00-10:00"] }, "holidays": ["2030-01-01/2045-12-31"] },
                { "code": "mondays", "name": { "zh": "周一", "en": "Mondays" }, "timeZone": "Asia/Shanghai", "week": { "monday": ["09:00-10:00"] } }
              ],
              "categories": [
                { "code": "11", "name": { "zh": "市容", "en": "Appearance" }, "kind": "event", "parent": "12" },
                { "code": "12", "name": { "zh": "市容", "en": "Appearance" }, "kind": "event", "parent": "11" },
                { "code": "13", "name": { "zh": "市容", "en": "Appearance" }, "kind": "event", "parent": "99" }
              ],
              "rules": [
                { "code": "a", "category": "77", "filingCondition": { "zh": "脏", "en": "Dirty" }, "closingCondition": { "zh": "净", "en": "Clean" }, "department": "city", "calendar": "gone",
                  "limits": [ { "stage": "handle", "name": { "zh": "处置", "en": "Handle" }, "amount": 3, "unit": "working-day" } ] },
                { "code": "b", "category": "11", "filingCondition": { "zh": "脏", "en": "Dirty" }, "closingCondition": { "zh": "净", "en": "Clean" }, "department": "city", "calendar": "mondays",
                  "limits": [ { "stage": "handle", "name": { "zh": "处置", "en": "Handle" }, "amount": 600, "unit": "working-hour" } ] }
              ]
            }
            """);

        var misfits = CatalogueChecks.Check(catalogue, catalogue, [], Records.Noon);
        Assert.Equal(
            [
                "calendars[0] 'never' has no working time within 10 years of 2026-11-23",
                "calendars[1] 'until-2030' has no working time within 10 years of 2029-12-31",
                "categories[0].parent '11' is a part of itself",
                "categories[1].parent '12' is a part of itself",
                "categories[2].parent there is no category '99'",
                "rules[0].category there is no category '77'",
                "rules[0].calendar there is no calendar 'gone'",
                "rules[1].limits[0] 600 working-hour from 2026-11-23 on does not end within 10 years by the calendar 'mondays'",
            ],
            misfits.Select(problem => $"{problem.Place} {problem.What}"));
        BothLanguages.SayTheSame(misfits.Select(problem => problem.What.En), misfits.Select(problem => problem.What.Zh));
        Assert.Equal("600个工作时自2026-11-23起按日历'mondays'在10年内不会到期", misfits[^1].What.Zh);
    }

    private static Catalogue Read(string json)
    {
        var (catalogue, problems) = CatalogueReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(problems);
        return catalogue!;
    }

    private static List<DocumentProblem> Problems(string json) => CatalogueReader.Read(Encoding.UTF8.GetBytes(json)).Problems;
}
