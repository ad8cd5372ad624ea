package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationComparisonTest {
    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static Set<String> differences(String sent, String shown) {
        return ConfigurationComparison.differences(json(sent).getAsJsonObject(), json(shown), "sourceType");
    }

    /** The server masks secrets, leaves the type out, and may write a number in another form. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {}",
                "{'sourceType':'postgres','a':1} | {'a':1}",
                "{'a':1} | {'sourceType':'postgres','a':1}",
                "{'a':'secret'} | {'a':'**********'}",
                "{'a':{'b':'secret','c':1}} | {'a':{'b':'**********','c':1}}",
                "{'a':['secret',{'b':2}]} | {'a':['**********',{'b':2}]}",
                "{'a':[]} | {'a':[]}",
                "{'a':{}} | {'a':{}}",
                "{'a':1} | {'a':1.0}",
                "{'a':9007199254740993} | {'a':9007199254740993}",
                "{'a':null} | {}",
                "{} | {'a':null}",
                "{'a':null} | {'a':null}",
                "{'a':true,'b':'x'} | {'a':true,'b':'x'}"
            })
    void equalConfigurationsHaveNoDifferences(String sent, String shown) {
        assertEquals(Set.of(), differences(sent, shown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1} | {}",
                "{} | {'a':1}",
                "{'a':null} | {'a':1}",
                "{'a':1} | {'a':null}",
                "{'a':1} | {'a':2}",
                "{'a':9007199254740993} | {'a':9007199254740992}",
                "{'a':1} | {'a':'1'}",
                "{'a':'1'} | {'a':1}",
                "{'a':true} | {'a':'true'}",
                "{'a':'true'} | {'a':true}",
                "{'a':true} | {'a':false}",
                "{'a':'x'} | {'a':'y'}",
                "{'a':'x'} | {'a':{}}",
                "{'a':'x'} | {'a':['x']}",
                "{'a':{}} | {'a':[]}",
                "{'a':{}} | {'a':'x'}",
                "{'a':{'b':1}} | {'a':{'b':2}}",
                "{'a':[]} | {'a':{}}",
                "{'a':[1]} | {'a':1}",
                "{'a':[1]} | {'a':[]}",
                "{'a':[]} | {'a':[1]}",
                "{'a':[1,2]} | {'a':[1,3]}",
                "{'a':[1,2]} | {'a':[2,1]}",
                "{'a':[3,2]} | {'a':[1,2]}",
                "{'a':1} | null",
                "{'a':1} | []",
                "{'a':1} | 5"
            })
    void differenceIsNamedByItsMember(String sent, String shown) {
        assertEquals(Set.of("a"), differences(sent, shown));
    }

    @Test
    void configurationThatIsNotReturnedDiffersInAllMembers() {
        JsonObject sent = json("{'a':1,'b':2,'sourceType':'x'}").getAsJsonObject();

        assertEquals(Set.of("a", "b"), ConfigurationComparison.differences(sent, null, "sourceType"));
    }
}
