package org.gallra.ui;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gallra.api.Page;
import org.gallra.api.Text;
import org.gallra.api.contact.Company;
import org.gallra.api.contact.CompanyQuery;
import org.gallra.api.contact.CompanyService;
import org.gallra.api.ui.Sealed;
import org.gallra.api.ui.UiContext;
import org.gallra.api.ui.UiSearch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The companies among the hits of the search. */
@Component
public final class CompanyHits implements UiSearch {

    private final CompanyService companies;

    /** Takes the service. */
    @Activate
    public CompanyHits(@Reference CompanyService companies) {
        this.companies = companies;
    }

    @Override
    public int rank() {
        return 200;
    }

    @Override
    public Text title() {
        return new Text("Företag", "Companies");
    }

    @Override
    public List<Hit> find(String words, int most, UiContext context) {
        return companies.find(words, most).stream().map(CompanyHits::hit).toList();
    }

    private static Hit hit(Company company) {
        String detail = Stream.of(company.orgNumber(), company.city())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
        return new Hit(company.name(), detail, "/ui/companies/" + company.id());
    }

    @Override
    public String all(String words) {
        return "/ui/companies?f=" + Sealed.seal(words);
    }

    @Override
    public long count(String words) {
        Page<Company> page =
                companies.list(new CompanyQuery(words, null, null, CompanyQuery.Sort.NAME, false, null, 1));
        return page.totalCapped() ? COUNTED + 1L : page.total();
    }
}
